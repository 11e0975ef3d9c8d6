package pinpipe.cleaning;

import java.io.Serializable;
import java.util.List;

/**
 * A field that is read from a record.
 *
 * @param index its number among the table's fields; the key's is 0
 * @param names what it is called in records, the preferred name first
 * @param type how it is read, or null where it is known and left out
 * @param column the column that it fills, or null
 * @param label what reasons and counts call it: its preferred name, and {@code key} for the key
 */
record Field(int index, List<String> names, ColumnType type, String column, String label) implements Serializable {
    /** What reasons call the key, whatever its name is. */
    static final String KEY = "key";

    boolean isKey() {
        return index == 0;
    }

    boolean isIgnored() {
        return type == null;
    }

    String missing() {
        return label + "_missing";
    }

    String unreadable() {
        return label + "_" + type.format().unreadable();
    }

    String outOfRange() {
        return isKey() ? "key_past_64_bits" : label + "_out_of_range";
    }

    /** True if the record is rejected for a value that its type cannot hold, and not only the value made null. */
    boolean rejectsOutOfRange() {
        return isKey() || type.isBounded() || type.rejects() || type.format() == ValueFormat.TIMESTAMP;
    }
}
