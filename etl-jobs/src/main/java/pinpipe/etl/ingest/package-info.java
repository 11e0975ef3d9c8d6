/**
 * How every batch becomes part of its table, as pure functions of datasets: clean the lines, find the latest record of each
 * key, compare it with the table. No session, no reader, no writer, no clock; the edges are arguments.
 */
package pinpipe.etl.ingest;
