package pinpipe.cleaning;

import java.util.ArrayList;
import java.util.List;

/**
 * What a line became: its records, at least one. A line is rejected whole if one of its records is. It belongs to the
 * {@link LineCleaner} that made it, which fills it anew for the next line.
 */
public final class CleanedLine {
    private final Table table;
    private final List<CleanedRecord> records = new ArrayList<>();
    private int size;
    private boolean rejected;

    CleanedLine(Table table) {
        this.table = table;
    }

    /** How many records the line holds. */
    public int size() {
        return size;
    }

    /** One of its records, counted from 0. */
    public CleanedRecord record(int position) {
        return records.get(position);
    }

    /** True if the line is rejected, and so every record in it. */
    public boolean isRejected() {
        return rejected;
    }

    /** The reasons of all its records, one record after the other; empty for a good line. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            reasons.addAll(records.get(i).reasons());
        }
        return reasons;
    }

    void begin() {
        size = 0;
        rejected = false;
    }

    /** A record more, empty. */
    CleanedRecord next() {
        if (size == records.size()) {
            records.add(new CleanedRecord(table));
        }
        CleanedRecord record = records.get(size++);
        record.begin();
        return record;
    }

    /** Rejects the good records of a line in which another one is rejected. */
    void finish() {
        for (int i = 0; i < size; i++) {
            rejected |= records.get(i).isRejected();
        }
        for (int i = 0; rejected && i < size; i++) {
            if (!records.get(i).isRejected()) {
                records.get(i).reject(Table.LINE_REJECTED);
            }
        }
    }
}
