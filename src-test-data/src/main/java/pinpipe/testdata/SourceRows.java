package pinpipe.testdata;

import java.util.Map;
import java.util.stream.Stream;

/** Rows to fill the three source tables with, wherever they come from. */
public interface SourceRows {
    /**
     * The rows of a table, one at a time, in the order of their source.
     *
     * <p>A row maps each column of the table, in the table's order, to an {@link Integer}, a {@link Double}, a
     * {@link String} or null; a DATETIME is text as {@code 2020-08-28 03:52:47}. Close the stream.
     */
    Stream<Map<String, Object>> of(SourceTable table);
}
