package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Streams from Kinesis, through the source of the package kinesis, which works wherever Spark does. A record's partition
 * is the number of its shard, its offset the time of its place there in microseconds, and its position its number among
 * the records of that place: lineage sorts as the shard does.
 *
 * @param options of that source, without the stream's name
 */
public record KinesisStream(Map<String, String> options) implements StreamSource {
    @Override
    public String name() {
        return "kinesis";
    }

    /** None is needed: what a stream that was made again has is later than what the old one had. */
    @Override
    public String identity(String topic) {
        return null;
    }

    @Override
    public Dataset<Row> read(SparkSession spark, String topic) {
        UDF1<byte[], byte[]> line = value -> Line.of(null, value);
        return spark.readStream()
                .format("pinpipe-kinesis")
                .options(options)
                .option("streamName", topic)
                .load()
                .select(
                        udf(line, DataTypes.BinaryType).apply(col("data")).as("payload"),
                        col("streamName").as("topic"),
                        col("partitionKey").as("key"),
                        substring_index(col("shardId"), "-", -1).cast("int").as("partition"),
                        unix_micros(col("placeTimestamp")).as("offset"),
                        col("placeIndex").as("position"),
                        col("approximateArrivalTimestamp").as("arrived"));
    }
}
