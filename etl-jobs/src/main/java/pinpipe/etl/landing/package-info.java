/**
 * Objects that have landed: their names and listing; reading them as cleaned records, whole and in splits, by tasks of our own
 * or through Spark; packing and rewriting them; and landing a topic. No run, no particular table.
 */
package pinpipe.etl.landing;
