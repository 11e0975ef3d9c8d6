package pinpipe.cleaning;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a column holds and what happens to its values: how they are read, which become null, which reject the record. Blank
 * text becomes null in every column. A value that cannot be read becomes null, is counted, and its text is kept in
 * {@code _rescued}, unless the column rejects it. Immutable: each method returns a changed copy.
 */
public final class ColumnType implements Serializable, Cloneable {
    private static final long serialVersionUID = 1L;

    private ValueFormat format;
    private List<String> names = List.of();
    private List<String> placeholders = List.of();
    private String prefix;
    private boolean required;
    private boolean rejectsUnreadable;
    private boolean nearlyUnique;
    private Double least;
    private Double greatest;

    private ColumnType(ValueFormat format) {
        this.format = format;
    }

    /** Text, kept byte for byte: STRING. */
    public static ColumnType text() {
        return new ColumnType(ValueFormat.TEXT);
    }

    /** A whole number of 64 bits, written in any exact form ({@code 7}, {@code 7.0}, {@code 1e3}, {@code 1,234}): BIGINT. */
    public static ColumnType bigint() {
        return new ColumnType(ValueFormat.BIGINT);
    }

    /** A whole number of 32 bits, written as for {@link #bigint()}: INT. */
    public static ColumnType integer() {
        return new ColumnType(ValueFormat.INTEGER);
    }

    /** A count as sites show it, {@code 708}, {@code 12k}, {@code 1.5M}, {@code 2B}, {@code 1.5E7}: BIGINT. */
    public static ColumnType shortenedNumber() {
        return new ColumnType(ValueFormat.SHORTENED);
    }

    /** A number with or without fraction and exponent: DOUBLE. */
    public static ColumnType doubleNumber() {
        return new ColumnType(ValueFormat.DOUBLE);
    }

    /** An instant in any form that says exactly one, UTC where it names no zone: TIMESTAMP. Years 1 to 9999, else rejected. */
    public static ColumnType timestamp() {
        return new ColumnType(ValueFormat.TIMESTAMP);
    }

    /** Says which fields of the record hold the value, the preferred one first; else it is the field of the column's name. */
    public ColumnType from(String... fields) {
        return with(type -> type.names = List.of(fields));
    }

    /** Makes these texts null. */
    public ColumnType nullIf(String... texts) {
        return with(type -> type.placeholders = List.of(texts));
    }

    /** Takes this beginning off a text; a text without it stays as it is. */
    public ColumnType withoutPrefix(String beginning) {
        if (format != ValueFormat.TEXT) {
            throw new IllegalStateException(
                    "Cannot take a prefix off %s: only text has one. Use text().".formatted(format.sqlType()));
        }
        return with(type -> type.prefix = beginning);
    }

    /**
     * Says that hardly two rows have the same text here, such as a title or a URL. It changes no value, only how files are
     * written: without a dictionary of the column's values, which would be built in vain and dropped again.
     */
    public ColumnType nearlyUnique() {
        if (format != ValueFormat.TEXT) {
            throw new IllegalStateException(
                    "Cannot call %s nearly unique: only text columns are written differently for it. Use text()."
                            .formatted(format.sqlType()));
        }
        return with(type -> type.nearlyUnique = true);
    }

    /** Rejects a record without a readable value here. */
    public ColumnType required() {
        return with(type -> type.required = true);
    }

    /** Rejects a record whose value here cannot be read; one without a value is good. */
    public ColumnType rejectUnreadable() {
        return with(type -> type.rejectsUnreadable = true);
    }

    /** Rejects a record whose number here is less or greater; the bounds themselves are good. */
    public ColumnType between(double leastNumber, double greatestNumber) {
        if (format == ValueFormat.TEXT || format == ValueFormat.TIMESTAMP) {
            throw new IllegalStateException(
                    "Cannot bound %s: only numbers have bounds. Use a number type.".formatted(format.sqlType()));
        }
        return with(type -> {
            type.least = leastNumber;
            type.greatest = greatestNumber;
        });
    }

    private ColumnType with(Consumer<ColumnType> change) {
        try {
            ColumnType copy = (ColumnType) super.clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException(never);
        }
    }

    ValueFormat format() {
        return format;
    }

    List<String> names() {
        return names;
    }

    List<String> placeholders() {
        return placeholders;
    }

    String prefix() {
        return prefix;
    }

    boolean isRequired() {
        return required;
    }

    boolean isNearlyUnique() {
        return nearlyUnique;
    }

    boolean rejects() {
        return required || rejectsUnreadable;
    }

    boolean isBounded() {
        return least != null;
    }

    /** True if a number that was read is within the bounds. */
    boolean holds(long bits) {
        double number = format == ValueFormat.DOUBLE ? Double.longBitsToDouble(bits) : bits;
        return number >= least && number <= greatest;
    }

    /** All that decides what becomes of a value, for the fingerprint. */
    List<String> details() {
        List<String> details = new ArrayList<>(List.of(format.name(), String.valueOf(placeholders.size())));
        details.addAll(placeholders);
        details.add(prefix == null ? "" : "=" + prefix);
        details.addAll(List.of(String.valueOf(least), String.valueOf(greatest)));
        details.addAll(List.of(String.valueOf(required), String.valueOf(rejects())));
        return details;
    }

    private static String plain(double bound) {
        return Double.isInfinite(bound)
                ? Double.toString(bound)
                : BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }

    /** What is true of the column, each a sentence for people. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>(List.of(format.sentence()));
        if (!placeholders.isEmpty()) {
            sentences.add("null for `%s`".formatted(String.join("`, `", placeholders)));
        }
        if (prefix != null) {
            sentences.add("without the prefix `%s`".formatted(prefix));
        }
        if (isBounded()) {
            sentences.add("between " + plain(least) + " and " + plain(greatest));
        }
        if (required) {
            sentences.add("required");
        } else if (rejectsUnreadable) {
            sentences.add("rejected where unreadable");
        }
        return sentences;
    }
}
