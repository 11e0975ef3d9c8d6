package pinpipe.etl.records;

import java.io.IOException;
import pinpipe.cleaning.CleanedLine;
import pinpipe.cleaning.CleanedRecord;
import pinpipe.cleaning.LineCleaner;
import pinpipe.cleaning.Table;

/**
 * Iterates over the records of lines, cleaned one after the other. After the records of each split it stops once at the counts
 * of that split. A record is valid until the next call.
 */
public final class RecordCursor implements AutoCloseable {
    private final Table table;
    private final LineSource lines;
    private final LineCleaner cleaner;
    private CleanedLine line;
    private int number;
    private SplitCounts counts;

    /** Records of this table, from these lines. */
    public RecordCursor(Table table, LineSource lines) {
        this.table = table;
        this.lines = lines;
        this.cleaner = new LineCleaner(table);
    }

    /** Goes to the next record, or to the counts behind a split; false after the last counts. */
    public boolean next() throws IOException {
        if (line != null && ++number < line.size()) {
            return true;
        }
        if (isAtCounts()) {
            counts = null;
        }
        if (counts == null) {
            if (!lines.nextSplit()) {
                return false;
            }
            counts = new SplitCounts(table);
        }
        line = lines.nextLine() ? cleaned() : null;
        number = 0;
        return true;
    }

    private CleanedLine cleaned() {
        counts.read(lines);
        CleanedLine cleaned = lines.isOfNoTable()
                ? cleaner.rejectAsOtherTable(lines.bytes(), lines.from(), lines.length())
                : cleaner.clean(lines.bytes(), lines.from(), lines.length());
        counts.add(cleaned);
        return cleaned;
    }

    /** True behind a split: then there is no record, but {@link #counts}. */
    public boolean isAtCounts() {
        return counts != null && line == null;
    }

    /** What was counted of the split so far. */
    public SplitCounts counts() {
        return counts;
    }

    /** The current line and its place. */
    public LineSource place() {
        return lines;
    }

    /** The line of the record. */
    public CleanedLine line() {
        return line;
    }

    /** The record. */
    public CleanedRecord record() {
        return line.record(number);
    }

    /** The record's number in its line, from 0. */
    public int number() {
        return number;
    }

    @Override
    public void close() {
        lines.close();
    }
}
