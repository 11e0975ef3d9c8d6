package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where a stream's records come from: what Kafka and Kinesis do differently. */
public interface StreamSource {
    /** The source's name, as ledgers have it. */
    String name();

    /** The topic's own name for itself, which is another one after the topic was made again; null where it has none. */
    String identity(String topic);

    /**
     * A batch as every door hands records over, {@code raw} and {@code lineage}; and {@code key} STRING, {@code arrived}
     * TIMESTAMP.
     *
     * @param release frees what the source holds for it
     */
    record Batch(Dataset<Row> records, Runnable release) implements AutoCloseable {
        /** The same with other records. */
        Batch with(Dataset<Row> others) {
            return new Batch(others, release);
        }

        @Override
        public void close() {
            release.run();
        }
    }

    /** All records of a topic, from the first that is still there, without end, in whatever form {@link #batch} wants. */
    Dataset<Row> read(SparkSession spark, String topic);

    /**
     * A batch of them.
     *
     * @param read so many of the rows
     * @param number the batch's
     * @param checkpoint the folder that knows how far the stream is
     */
    default Batch batch(Dataset<Row> read, long number, Store checkpoint) throws IOException {
        return new Batch(handedOver(read), () -> {});
    }

    /**
     * Rows in the form of records.
     *
     * @param placed {@code payload} BINARY (the text as it was sent), {@code topic} STRING, {@code key} STRING, {@code
     *     partition} INT, {@code offset} BIGINT, {@code position} BIGINT (the place among records of one offset), {@code
     *     arrived} TIMESTAMP
     */
    static Dataset<Row> handedOver(Dataset<Row> placed) {
        return placed.select(
                col("payload").cast("string").as("raw"),
                struct(
                                col("topic"),
                                col("partition"),
                                col("offset"),
                                col("position"),
                                lit(null).cast("string").as("object"))
                        .as("lineage"),
                col("key"),
                col("arrived"));
    }
}
