package pinpipe.benchmark.spark;

import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/**
 * The rival of {@code pinpipe stream}: the same topic into a Delta table, as tutorials write it: Spark's Kafka source, {@code
 * from_json}, append. It keeps no places, refuses nothing, counts nothing and appends a repetition again.
 */
public final class PlainStream {
    private static final StructType PIN = StructType.fromDDL(
            "index BIGINT, unique_id STRING, title STRING, description STRING, follower_count STRING, poster_name STRING,"
                    + " tag_list STRING, is_image_or_video STRING, image_src STRING, save_location STRING, category STRING");

    private PlainStream() {}

    /** Arguments: servers, topic, the table's folder, the checkpoint, and a trigger such as {@code 1s} or {@code once}. */
    public static void main(String[] args) throws Exception {
        SparkSession spark = PlainSession.open();
        spark.streams().addListener(new Told());
        Dataset<Row> pins = spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", args[0])
                .option("subscribe", args[1])
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", 100_000)
                .load()
                .select(functions
                        .from_json(functions.col("value").cast("string"), PIN)
                        .as("pin"))
                .select("pin.*");
        DataStreamWriter<Row> writer = pins.writeStream().format("delta").option("checkpointLocation", args[3]);
        writer.trigger(args[4].equals("once") ? Trigger.AvailableNow() : Trigger.ProcessingTime(args[4]))
                .start(args[2])
                .awaitTermination();
    }

    /** Tells of each batch as {@code pinpipe stream} does. */
    private static final class Told extends StreamingQueryListener {
        @Override
        public void onQueryStarted(QueryStartedEvent event) {}

        @Override
        public void onQueryProgress(QueryProgressEvent event) {
            if (event.progress().numInputRows() > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "streamed: %d read = all appended, in %.1f s%n",
                        event.progress().numInputRows(),
                        event.progress().durationMs().get("triggerExecution") / 1e3);
                System.out.flush();
            }
        }

        @Override
        public void onQueryTerminated(QueryTerminatedEvent event) {}
    }
}
