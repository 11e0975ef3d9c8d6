package pinpipe.producer.door.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * The form of a Kinesis API gateway: {@code {"StreamName":"…","Data":{…row…},"PartitionKey":"7"}}, one row a request.
 *
 * @param prefix streams are {@code streaming-<prefix>-pin} and so on
 */
record StreamForm(String prefix) implements Form {
    @Override
    public String server() {
        return "Kinesis gateway";
    }

    @Override
    public String place(PostTable table) {
        return "stream " + table.stream(prefix);
    }

    @Override
    public String path(PostTable table) {
        return "/streams/" + table.stream(prefix) + "/record";
    }

    @Override
    public String anyPath() {
        return "/streams";
    }

    @Override
    public String method() {
        return "PUT";
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public String accept() {
        return "application/json";
    }

    @Override
    public int mostRecords() {
        return 1;
    }

    /** More than for whole batches: each request waits for one row. */
    @Override
    public int lanes() {
        return 16;
    }

    @Override
    public byte[] record(Row row) {
        return "{\"StreamName\":%s,\"Data\":%s,\"PartitionKey\":%s}"
                .formatted(text(row.table().stream(prefix)), row.json(), text(row.partitionKey()))
                .getBytes(UTF_8);
    }

    @Override
    public byte[] body(List<byte[]> records) {
        return records.get(0);
    }

    private static String text(String any) {
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(any)) + "\"";
    }
}
