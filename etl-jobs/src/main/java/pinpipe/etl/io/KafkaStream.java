package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * Streams from Kafka, through Spark's own source. A record's text is what {@code TopicLanding} would have landed of it, and
 * its place is the same: so landing and stream may feed one table.
 *
 * @param perBatch the most records in a batch
 */
public record KafkaStream(KafkaSettings settings, long perBatch) implements StreamSource {
    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String identity(String topic) {
        try (KafkaTopics cluster = KafkaTopics.at(settings)) {
            return cluster.identity(topic);
        }
    }

    @Override
    public Dataset<Row> read(SparkSession spark, String topic) {
        UDF2<byte[], byte[], byte[]> line = Line::of;
        return spark.readStream()
                .format("kafka")
                .options(settings.forSpark())
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", perBatch)
                .load()
                .select(
                        udf(line, DataTypes.BinaryType)
                                .apply(col("key"), col("value"))
                                .as("payload"),
                        col("topic"),
                        col("key").cast("string").as("key"),
                        col("partition"),
                        col("offset"),
                        lit(0L).as("position"),
                        col("timestamp").as("arrived"));
    }
}
