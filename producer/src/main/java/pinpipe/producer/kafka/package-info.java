/** How we talk to Kafka: settings, topics, and what Kafka says against us as sentences. */
package pinpipe.producer.kafka;
