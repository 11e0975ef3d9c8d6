/** What travels: a row of a table, as its source gives it and every door takes it. */
package pinpipe.producer.row;
