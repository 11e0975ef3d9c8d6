/**
 * The door to Kinesis itself.
 *
 * <p>A request of Kinesis may be done in part, and within one it keeps no order; that the versions of a row keep theirs
 * is what {@link pinpipe.producer.door.Lanes} see to.
 */
package pinpipe.producer.door.kinesis;
