package pinpipe.producer.door.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Pattern;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * The form of a Kafka REST proxy: {@code {"records":[{"key":7,"value":{…row…}}]}}.
 *
 * @param prefix topics are {@code <prefix>.pin} and so on
 */
record TopicForm(String prefix) implements Form {
    private static final byte[] HEAD = "{\"records\":[".getBytes(UTF_8);
    private static final byte[] TAIL = "]}".getBytes(UTF_8);
    private static final Pattern JSON_INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,18})");

    @Override
    public String server() {
        return "Kafka REST proxy of version 2";
    }

    @Override
    public String place(PostTable table) {
        return "topic " + table.topic(prefix);
    }

    @Override
    public String path(PostTable table) {
        return "/topics/" + table.topic(prefix);
    }

    @Override
    public String anyPath() {
        return "/topics";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String contentType() {
        return "application/vnd.kafka.json.v2+json";
    }

    @Override
    public String accept() {
        return "application/vnd.kafka.v2+json, application/json";
    }

    /** As many as a Kinesis call takes. */
    @Override
    public int mostRecords() {
        return 500;
    }

    @Override
    public int lanes() {
        return 4;
    }

    @Override
    public byte[] record(Row row) {
        String key = row.key() == null ? "" : "\"key\":%s,".formatted(json(row.key()));
        return ("{" + key + "\"value\":" + row.json() + "}").getBytes(UTF_8);
    }

    @Override
    public byte[] body(List<byte[]> records) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(RestSettings.BATCH_BYTES);
        body.writeBytes(HEAD);
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(records.get(i));
        }
        body.writeBytes(TAIL);
        return body.toByteArray();
    }

    /** A whole number as such: then its bytes in Kafka are those that the Kafka door writes, and both share partitions. */
    private static String json(String key) {
        return JSON_INTEGER.matcher(key).matches()
                ? key
                : "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(key)) + "\"";
    }
}
