/** What is done to each table: one table, one file, which reads as a list of sentences. */
package pinpipe.etl.table;
