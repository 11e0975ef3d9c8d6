package pinpipe.etl.records;

import org.apache.spark.sql.Row;
import pinpipe.cleaning.CleanedLine;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.Table;

/** What was counted of a split while its lines were cleaned. Counts of several splits can be added up. */
public final class SplitCounts {
    private final CleaningCounts cleaning;
    private long lines;
    private long bytes;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long newest = LineSource.UNKNOWN;

    /** Nothing counted yet. */
    public SplitCounts(Table table) {
        this.cleaning = new CleaningCounts(table);
    }

    /** Adds what a row of counts says in {@code _counts}. */
    public void add(Row row) {
        lines += row.getLong(0);
        bytes += row.getLong(1);
        first = Math.min(first, row.getLong(2));
        last = Math.max(last, row.getLong(3));
        newest = Math.max(newest, row.getLong(4));
        cleaning.add(row.<byte[]>getAs(5));
    }

    /** Counts a line that was read, before anything is made of it. */
    void read(LineSource place) {
        lines++;
        bytes += place.length() + 1L;
        first = Math.min(first, place.offset());
        last = Math.max(last, place.offset());
        newest = Math.max(newest, place.arrived());
    }

    /** Counts what the line became. */
    void add(CleanedLine line) {
        cleaning.add(line);
    }

    /** The values of {@code _counts}. */
    public Object[] values() {
        return new Object[] {lines, bytes, first, last, newest, cleaning.toBytes()};
    }

    /** What was counted of lines, records and repairs. */
    public CleaningCounts cleaning() {
        return cleaning;
    }

    /** How many lines were read, counted before they were cleaned. */
    public long lines() {
        return lines;
    }

    /** How many bytes the lines have, each with a line feed. */
    public long bytes() {
        return bytes;
    }

    /** The lowest offset of a line. */
    public long first() {
        return first;
    }

    /** The highest offset of a line. */
    public long last() {
        return last;
    }

    /** When the last line arrived at its source, in microseconds since 1970; or {@link LineSource#UNKNOWN}. */
    public long newest() {
        return newest;
    }
}
