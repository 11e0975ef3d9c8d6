/**
 * Records as rows: how lines, wherever they come from, are cleaned one after the other, counted, and become rows of Spark. No
 * store, no run, no particular table.
 */
package pinpipe.etl.records;
