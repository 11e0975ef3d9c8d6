package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** The sources of Kinesis that platforms bring, and how their rows are laid out. */
public enum KinesisLayout {
    /**
     * {@code partitionKey}, {@code data}, {@code stream} (a name or an ARN), {@code shardId}, {@code sequenceNumber}, {@code
     * approximateArrivalTimestamp}: <a href="https://docs.databricks.com/aws/en/connect/streaming/kinesis/">Connect to Amazon
     * Kinesis</a>.
     */
    DATABRICKS("kinesis", "stream"),

    /**
     * {@code data}, {@code streamName}, {@code partitionKey}, {@code sequenceNumber}, in newer versions {@code
     * subSequenceNumber}, {@code approximateArrivalTimestamp}; which shard a record comes from is not said: <a
     * href="https://github.com/awslabs/spark-sql-kinesis-connector">the connector that EMR brings</a>.
     */
    EMR("aws-kinesis", "streamName");

    /** A sequence number has at most so many digits. */
    private static final int DIGITS = 129;

    private final String format;
    private final String stream;

    KinesisLayout(String format, String stream) {
        this.format = format;
        this.stream = stream;
    }

    /** The source's name. */
    public String format() {
        return format;
    }

    /** True if a row says which shard it comes from. */
    boolean namesShards() {
        return this == DATABRICKS;
    }

    /**
     * The rows in one form: {@code payload} BINARY, {@code topic}, {@code key} STRING, {@code partition} INT (the shard's
     * number, 0 where none is said), {@code sequence} STRING (in the order of texts), {@code arrived} TIMESTAMP and {@code
     * micros} BIGINT, the same time.
     */
    Dataset<Row> normalised(Dataset<Row> rows) {
        UDF1<byte[], byte[]> line = value -> Line.of(null, value);
        Column sub = Arrays.asList(rows.columns()).contains("subSequenceNumber")
                ? col("subSequenceNumber").cast("bigint")
                : lit(0L);
        return rows.select(
                udf(line, DataTypes.BinaryType).apply(col("data")).as("payload"),
                substring_index(col(stream), "/", -1).as("topic"),
                col("partitionKey").as("key"),
                namesShards()
                        ? substring_index(col("shardId"), "-", -1).cast("int").as("partition")
                        : lit(0).as("partition"),
                lpad(col("sequenceNumber"), DIGITS, "0").as("sequence"),
                sub.as("sub"),
                col("approximateArrivalTimestamp").as("arrived"),
                unix_micros(col("approximateArrivalTimestamp")).as("micros"));
    }
}
