/**
 * The commands: options in, exit code out.
 *
 * <p>{@code produce} takes rows out of MySQL ({@link pinpipe.producer.source}), as a mode says
 * ({@link pinpipe.producer.mode}), and sends them through a door ({@link pinpipe.producer.door}).
 */
package pinpipe.producer;
