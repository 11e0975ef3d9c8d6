/** What a run leaves for the next one to go on from. */
package pinpipe.producer.state;
