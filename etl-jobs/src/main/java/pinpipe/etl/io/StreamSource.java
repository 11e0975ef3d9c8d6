package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

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
     * All records of a topic, from the first that is still there, without end: {@code payload} BINARY (the text as it was
     * sent), {@code topic} STRING, {@code key} STRING, {@code partition} INT, {@code offset} BIGINT, {@code position} BIGINT
     * (the place among records of one offset), {@code arrived} TIMESTAMP.
     */
    Dataset<Row> read(SparkSession spark, String topic);

    /** A batch of them as every door hands records over, {@code raw} and {@code lineage}; and {@code arrived}. */
    default Dataset<Row> records(Dataset<Row> batch) {
        return batch.select(
                col("payload").cast("string").as("raw"),
                struct(
                                col("topic"),
                                col("partition"),
                                col("offset"),
                                col("position"),
                                lit(null).cast("string").as("object"))
                        .as("lineage"),
                col("arrived"));
    }
}
