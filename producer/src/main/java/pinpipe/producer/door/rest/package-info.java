/**
 * The door to a Kafka REST proxy of version 2, or to an API gateway before one.
 *
 * <p>Rows are spread over lanes by their key. A lane has one request under way at a time and no key twice in a request,
 * so the versions of a row never overtake each other, whatever is sent again.
 */
package pinpipe.producer.door.rest;
