/**
 * Takes rows out of MySQL and sends them through a door: Kafka, or the console.
 *
 * <p>A {@link pinpipe.producer.Mode} decides which rows and when, a {@link pinpipe.producer.Door} where they go, and
 * {@link pinpipe.producer.Delivery} between them counts what was read, sent and acknowledged.
 */
package pinpipe.producer;
