/** Which rows are sent and when, how many of them arrived, and how a waiting person is told. */
package pinpipe.producer.mode;
