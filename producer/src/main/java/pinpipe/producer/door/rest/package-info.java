/**
 * The doors that speak HTTP: to a Kafka REST proxy of version 2, to a Kinesis gateway, or to an API gateway before one.
 *
 * <p>A {@link pinpipe.producer.door.rest.Form} is what such a server asks for; all else is the same for each.
 */
package pinpipe.producer.door.rest;
