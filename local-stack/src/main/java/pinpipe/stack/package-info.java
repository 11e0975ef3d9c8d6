/**
 * The embedded stack: a MySQL-compatible database, a Kafka broker and an S3 endpoint on this machine's loopback, for
 * tests, the demonstration and trying things out. Nothing in it is fit for production.
 */
package pinpipe.stack;
