/** How we talk to AWS: where it is, and who we are to it. */
package pinpipe.producer.aws;
