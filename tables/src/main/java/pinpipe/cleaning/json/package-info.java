/** JSON as it was written: read whole, kept to the letter, written again. */
package pinpipe.cleaning.json;
