package pinpipe.cleaning;

import java.util.Locale;

/** What may be wrapped around a row, each counted by name. */
public enum Layer {
    /** The row is an item of a list. */
    ARRAY_WRAPPED,
    /** The row is encoded in base64. */
    BASE64,
    /** Blanks follow the object. */
    BLANKS_AFTER,
    /** A byte-order mark precedes the object. */
    BYTE_ORDER_MARK,
    /** The row is the {@code Data} of a request to Kinesis. */
    DATA_WRAPPED,
    /** The row is {@code after}, or the deleted row {@code before}, of a Debezium change. */
    DEBEZIUM,
    /** The row is JSON in a JSON text. */
    DOUBLE_ENCODED,
    /** The row is a field of some other envelope. */
    ENVELOPE,
    /** The row is the value of a field that has the key's name. */
    INDEX_WRAPPED,
    /** The key has the name that other sources give it. */
    KEY_RENAMED,
    /** The row is the {@code payload} beside a {@code schema}. */
    PAYLOAD_WRAPPED,
    /** The row is an item of {@code records}, as in a request to Kafka's REST proxy. */
    RECORDS_WRAPPED,
    /** The row is a {@code value}. */
    VALUE_WRAPPED;

    /** The name as reports have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its number among the layers. */
    @SuppressWarnings("EnumOrdinal") // numbers are compared only between processes of one version
    int code() {
        return ordinal();
    }

    /** True of the fields whose content is the row even where it does not look like one. */
    static boolean isWrapper(String field) {
        return switch (field) {
            case "value", "records", "Records", "Data", "payload" -> true;
            default -> false;
        };
    }

    /** What the field of an envelope is called that holds the row. */
    static Layer of(String field, boolean isKey) {
        return switch (field) {
            case "value" -> VALUE_WRAPPED;
            case "records", "Records" -> RECORDS_WRAPPED;
            case "Data", "data" -> DATA_WRAPPED;
            case "payload" -> PAYLOAD_WRAPPED;
            default -> isKey ? INDEX_WRAPPED : ENVELOPE;
        };
    }
}
