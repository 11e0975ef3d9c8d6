package pinpipe.producer.row;

import java.nio.charset.StandardCharsets;

/**
 * A row on its way.
 *
 * @param table where it comes from
 * @param key its key as text, or null where the key column holds NULL
 * @param json the bare row as one compact JSON object, columns in the table's order
 */
public record Row(PostTable table, String key, String json) {
    /** The key as it travels, or null. */
    public byte[] keyBytes() {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON object as it travels. */
    public byte[] valueBytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
