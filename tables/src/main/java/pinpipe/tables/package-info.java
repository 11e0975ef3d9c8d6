/** What a clean row is: one table, one file, column by column. */
package pinpipe.tables;
