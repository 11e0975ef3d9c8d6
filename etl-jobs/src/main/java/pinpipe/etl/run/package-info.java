/** What one run is: planned, counted, judged, written, kept in the ledger and reported. Knows no particular table. */
package pinpipe.etl.run;
