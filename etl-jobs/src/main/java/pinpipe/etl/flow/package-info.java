/**
 * How every table is sifted, as pure functions of datasets: open what is wrapped, clean, check, rank. No session, no
 * reader, no writer, no clock, no action; the edges are arguments.
 */
package pinpipe.etl.flow;
