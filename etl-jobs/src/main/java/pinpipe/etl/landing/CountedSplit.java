package pinpipe.etl.landing;

import org.apache.spark.sql.Row;
import pinpipe.etl.records.SplitCounts;

/**
 * A split after it was read.
 *
 * @param start where it begins in its object, in bytes
 * @param counts the row of all that was counted, for {@link SplitCounts#add}
 */
record CountedSplit(long start, Row counts) {
    /** How many lines it has. */
    long lines() {
        return counts.getLong(0);
    }

    /** How many bytes the lines have, each with a line feed. */
    long bytes() {
        return counts.getLong(1);
    }
}
