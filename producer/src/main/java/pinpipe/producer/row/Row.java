package pinpipe.producer.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/** A row on its way. */
public final class Row {
    private static final int LONGEST_PARTITION_KEY = 256;

    private final PostTable table;
    private final String key;
    private final byte[] value;

    /**
     * A row.
     *
     * @param table where it comes from
     * @param key its key as text, or null where the key column holds NULL
     * @param value the bare row as one compact JSON object in UTF-8, columns in the table's order; the row's own from now
     */
    public Row(PostTable table, String key, byte[] value) {
        this.table = table;
        this.key = key;
        this.value = value;
    }

    /** As the other one, the JSON as text. */
    public Row(PostTable table, String key, String json) {
        this(table, key, json.getBytes(StandardCharsets.UTF_8));
    }

    public PostTable table() {
        return table;
    }

    public String key() {
        return key;
    }

    /** The JSON object as text. */
    public String json() {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** The key as it travels, or null. */
    public byte[] keyBytes() {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON object as it travels; not to be written into. */
    public byte[] valueBytes() {
        return value;
    }

    /**
     * What decides about its shard of a Kinesis stream: the key, so that the versions of a row share one. A key that
     * Kinesis does not take (empty, or above 256 characters) is replaced by a name made of it; a row without one goes
     * anywhere.
     */
    public String partitionKey() {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        boolean taken = !key.isEmpty() && key.length() <= LONGEST_PARTITION_KEY;
        return taken ? key : UUID.nameUUIDFromBytes(keyBytes()).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row
                && table.equals(row.table)
                && Objects.equals(key, row.key)
                && Arrays.equals(value, row.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, key, Arrays.hashCode(value));
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(table.name(), key, json());
    }
}
