/** Landed objects as lines: their names, their splits, how their bytes are fetched and taken apart. No Spark session. */
package pinpipe.etl.landing.objects;
