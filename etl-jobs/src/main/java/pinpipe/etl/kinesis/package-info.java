/**
 * Kinesis as a source of Spark's Structured Streaming, {@code format("pinpipe-kinesis")}, to be used with or without the
 * rest: it knows nothing of it. A batch is an interval of arrival time; see docs/kinesis-source.md.
 */
package pinpipe.etl.kinesis;
