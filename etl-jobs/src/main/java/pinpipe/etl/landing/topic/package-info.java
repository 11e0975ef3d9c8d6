/** Lands the records of a Kafka topic as objects, as the S3 sink connector would. */
package pinpipe.etl.landing.topic;
