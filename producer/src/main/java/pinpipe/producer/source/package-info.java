/** The MySQL side: credentials, tables, keys, and how a row's columns become JSON. It reads only. */
package pinpipe.producer.source;
