package pinpipe.producer.row;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A row on its way.
 *
 * @param table where it comes from
 * @param key its key as text, or null where the key column holds NULL
 * @param json the bare row as one compact JSON object, columns in the table's order
 */
public record Row(PostTable table, String key, String json) {
    private static final int LONGEST_PARTITION_KEY = 256;

    /** The key as it travels, or null. */
    public byte[] keyBytes() {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON object as it travels. */
    public byte[] valueBytes() {
        return json.getBytes(StandardCharsets.UTF_8);
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
}
