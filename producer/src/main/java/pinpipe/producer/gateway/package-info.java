/**
 * A REST front door to Kafka, for sites that have none: the produce calls of a Kafka REST proxy (v2) and of a Kinesis
 * gateway.
 *
 * <p>{@link pinpipe.producer.gateway.GatewayServer} has the routes. A request's {@link pinpipe.producer.gateway.Body}
 * is read whole, understood ({@link pinpipe.producer.gateway.ProduceBody}, {@link pinpipe.producer.gateway.StreamBody})
 * and only then handed to {@link pinpipe.producer.gateway.TopicWriter}; what is wrong with it is a
 * {@link pinpipe.producer.gateway.Problem}.
 */
package pinpipe.producer.gateway;
