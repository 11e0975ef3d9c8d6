package pinpipe.cleaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * A record after cleaning: the values of its columns, or the reasons for which it is rejected. It belongs to the
 * {@link LineCleaner} that made it, which fills it anew for the next line.
 */
public final class CleanedRecord {
    private final Table table;
    private final FieldValue[] values;
    private final List<String> reasons = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final RescuedFields rescued = new RescuedFields();
    private int[] repairs = new int[16];
    private int repairCount;
    private boolean deleted;

    CleanedRecord(Table table) {
        this.table = table;
        this.values =
                Stream.generate(FieldValue::new).limit(table.fields().size()).toArray(FieldValue[]::new);
    }

    /** True if the record is rejected; then only its reasons and layers count. */
    public boolean isRejected() {
        return !reasons.isEmpty();
    }

    /** All reasons for which it is rejected, by name; empty for a good record. */
    public List<String> reasons() {
        return reasons;
    }

    /** What was unwrapped around it, the outermost first. */
    public List<Layer> layers() {
        return layers;
    }

    /** True if it says that the row of its key is deleted. */
    public boolean isDeleted() {
        return deleted;
    }

    /** Unknown, mistyped and unreadable fields as a JSON object; null where there are none. */
    public String rescued() {
        return rescued.json();
    }

    /** True if a column, by its number, is null. */
    public boolean isNull(int column) {
        Column definition = table.columns().get(column);
        for (Field field : definition.fields()) {
            boolean there = values[field.index()].isThere();
            if (definition.shape() == Column.Shape.JOINED ? there : !there) {
                return !there;
            }
        }
        return definition.shape() == Column.Shape.JOINED;
    }

    /** The text of a column of type STRING; null where it is null. */
    public String text(int column) {
        Column definition = table.columns().get(column);
        if (definition.shape() == Column.Shape.SINGLE) {
            return values[definition.fields().get(0).index()].text();
        }
        StringJoiner joined = new StringJoiner(" ");
        for (Field field : definition.fields()) {
            if (values[field.index()].isThere()) {
                joined.add(values[field.index()].text());
            }
        }
        return isNull(column) ? null : joined.toString();
    }

    /** The number of a column of type BIGINT or INT, or a TIMESTAMP as microseconds since 1970 UTC; 0 where it is null. */
    public long number(int column) {
        return values[table.columns().get(column).fields().get(0).index()].bits();
    }

    /** The numbers of a column of type DOUBLE or {@code ARRAY<DOUBLE>}; 0 where one is null. */
    public double fraction(int column, int item) {
        return Double.longBitsToDouble(
                values[table.columns().get(column).fields().get(item).index()].bits());
    }

    /**
     * A column's value: String, Long, Integer, Double, {@code double[]}, or null. A TIMESTAMP is a Long, microseconds since
     * 1970 UTC.
     */
    public Object value(int column) {
        if (isNull(column)) {
            return null;
        }
        Column definition = table.columns().get(column);
        return switch (definition.sqlType()) {
            case "STRING" -> text(column);
            case "INT" -> (int) number(column);
            case "DOUBLE" -> fraction(column, 0);
            case "ARRAY<DOUBLE>" -> {
                double[] items = new double[definition.fields().size()];
                Arrays.setAll(items, item -> fraction(column, item));
                yield items;
            }
            default -> number(column);
        };
    }

    void begin() {
        for (FieldValue value : values) {
            value.clear();
        }
        reasons.clear();
        layers.clear();
        rescued.clear();
        repairCount = 0;
        deleted = false;
    }

    FieldValue value(Field field) {
        return values[field.index()];
    }

    RescuedFields rescuedFields() {
        return rescued;
    }

    void delete() {
        deleted = true;
    }

    void unwrapped(Layer layer) {
        layers.add(layer);
    }

    void reject(String reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    void repaired(RepairKind kind, Field field) {
        if (repairCount == repairs.length) {
            repairs = Arrays.copyOf(repairs, 2 * repairCount);
        }
        repairs[repairCount++] = kind.code(field);
    }

    /** Adds one to the count of each repair, by its code. */
    void countRepairs(long[] counts) {
        for (int i = 0; i < repairCount; i++) {
            counts[repairs[i]]++;
        }
    }

    /** True if it has a field of the table besides its key. */
    boolean belongsToTable() {
        for (int i = 1; i < values.length; i++) {
            if (values[i].came()) {
                return true;
            }
        }
        return false;
    }
}
