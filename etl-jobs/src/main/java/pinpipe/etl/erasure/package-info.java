/** How all records of one key are found, so that they can be erased. */
package pinpipe.etl.erasure;
