package pinpipe.producer.door.rest;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import pinpipe.producer.row.Row;

/**
 * A row on its way through the REST door.
 *
 * @param record what stands for it in a request: its key, and its JSON as it came
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Parcel(Row row, byte[] record, Runnable acknowledged) {
    private static final Pattern JSON_INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,18})");

    static Parcel of(Row row, Runnable acknowledged) {
        String key = row.key() == null ? "" : "\"key\":%s,".formatted(json(row.key()));
        String record = "{" + key + "\"value\":" + row.json() + "}";
        return new Parcel(row, record.getBytes(StandardCharsets.UTF_8), acknowledged);
    }

    int size() {
        return record.length;
    }

    /** A whole number as such: then its bytes in Kafka are those that the Kafka door writes, and both share partitions. */
    private static String json(String key) {
        return JSON_INTEGER.matcher(key).matches()
                ? key
                : "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(key)) + "\"";
    }
}
