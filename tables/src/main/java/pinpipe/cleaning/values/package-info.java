/** How the text of a value is read: numbers, instants, blanks. */
package pinpipe.cleaning.values;
