/**
 * How a line becomes clean records, in plain Java: unwrap, parse, clean, validate. {@link pinpipe.cleaning.Table} is what
 * people write, {@link pinpipe.cleaning.LineCleaner} is what runs it, {@link pinpipe.cleaning.CleanedLine} is the result.
 */
package pinpipe.cleaning;
