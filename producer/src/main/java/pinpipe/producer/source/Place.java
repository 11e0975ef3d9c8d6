package pinpipe.producer.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Where a row stands in its table's order.
 *
 * @param values the key columns' values as text; none where a table's order cannot be taken up in its middle
 * @param checksum of the key, as {@code Key#checksum()} computes it in SQL; 0 for a key that is NULL
 */
public record Place(List<String> values, long checksum) {
    /** Stands between the values of a key of several columns. */
    static final String SEPARATOR = "\u001f";

    /** A place that was written down: its checksum has been counted. */
    public static Place of(List<String> values) {
        return new Place(List.copyOf(values), 0);
    }

    /** True if reading can go on after it. */
    public boolean isKnown() {
        return !values.isEmpty() && values.stream().allMatch(Objects::nonNull);
    }

    static long checksum(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** For people: the values, with commas between them. */
    @Override
    public String toString() {
        return values.size() == 1 ? values.get(0) : values.toString();
    }
}
