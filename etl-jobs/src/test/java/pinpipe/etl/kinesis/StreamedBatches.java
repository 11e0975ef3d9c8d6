package pinpipe.etl.kinesis;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import pinpipe.etl.LocalSpark;

/** What queries with one checkpoint have had, by batch: a batch that is done again takes the place of the first. */
final class StreamedBatches {
    private final SortedMap<Long, List<Row>> batches = new TreeMap<>();
    private final Path checkpoint;
    private final Map<String, String> options;

    StreamedBatches(Path checkpoint, KinesisEndpoint kinesis, String stream) {
        this.checkpoint = checkpoint;
        this.options = new HashMap<>(Map.of(
                "streamName",
                stream,
                "endpoint",
                kinesis.address().toString(),
                "region",
                KinesisEndpoint.REGION,
                "settle",
                "0s"));
    }

    StreamedBatches with(String option, String value) {
        options.put(option, value);
        return this;
    }

    /** Reads all that the streams have. */
    StreamedBatches readAvailable() throws StreamingQueryException, TimeoutException {
        start(Trigger.AvailableNow()).awaitTermination();
        return this;
    }

    StreamingQuery start(Trigger trigger) throws TimeoutException {
        return LocalSpark.spark()
                .readStream()
                .format("pinpipe-kinesis")
                .options(options)
                .load()
                .writeStream()
                .trigger(trigger)
                .option("checkpointLocation", checkpoint.toString())
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) this::take)
                .start();
    }

    private void take(Dataset<Row> rows, Long batch) {
        synchronized (batches) {
            batches.put(batch, rows.collectAsList());
        }
    }

    /** The texts of all records so far, in no order. */
    List<String> texts() {
        return rows().stream()
                .map(row -> new String(row.getAs("data"), StandardCharsets.UTF_8))
                .toList();
    }

    List<Row> rows() {
        synchronized (batches) {
            List<Row> rows = new ArrayList<>();
            batches.values().forEach(rows::addAll);
            return rows;
        }
    }

    /** The texts of one batch, in no order. */
    List<String> texts(long batch) {
        synchronized (batches) {
            return batches.get(batch).stream()
                    .map(row -> new String(row.getAs("data"), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    /** The number of the last batch. */
    long last() {
        synchronized (batches) {
            return batches.lastKey();
        }
    }
}
