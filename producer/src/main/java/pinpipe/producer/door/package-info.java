/**
 * The ways out for rows. A new one implements {@link pinpipe.producer.door.Door}; what it consists of besides lies in a
 * package of its own below this one, unseen by the others.
 */
package pinpipe.producer.door;
