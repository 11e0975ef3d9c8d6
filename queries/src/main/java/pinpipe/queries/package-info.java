/** Nine questions in Spark SQL on the clean tables, and their answers as tables in the terminal and as files. */
package pinpipe.queries;
