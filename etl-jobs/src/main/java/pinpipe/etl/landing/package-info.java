/**
 * What has landed: listing it; reading it as cleaned records, by tasks of our own or through Spark's sources; packing and
 * rewriting it. No run, no particular table.
 */
package pinpipe.etl.landing;
