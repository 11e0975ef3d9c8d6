/** What a process of ours is: its polite end, and what the libraries below it may log. */
package pinpipe.producer.process;
