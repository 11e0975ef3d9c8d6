/** What keeps streams going: one query a table, from start to a polite stop. */
package pinpipe.etl.live;
