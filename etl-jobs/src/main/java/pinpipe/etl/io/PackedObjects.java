package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads many small objects: packed into tasks by count and bytes, each task fetching many at once.
 *
 * <p>One record an object is the normal case of this landing. Spark's own sources spend about a third of a millisecond
 * on each object besides its round trip; here only the round trips remain, and they overlap.
 */
final class PackedObjects {
    /** Larger objects go through Spark's text source, so that they split: a packed one is held whole in memory. */
    static final long LARGEST = 8L << 20;

    private static final int OBJECTS_A_TASK = 5_000;
    private static final long BYTES_A_TASK = 64L << 20;

    private static final StructType LINE = StructType.fromDDL(
            "raw BINARY, topic STRING, partition INT, offset BIGINT, position BIGINT, object STRING");

    private final SparkSession spark;
    private final Store store;

    PackedObjects(SparkSession spark, Store store) {
        this.spark = spark;
        this.store = store;
    }

    /** The lines, as every door hands them over. */
    Dataset<Row> read(List<Landed> objects) {
        long bytes = objects.stream().mapToLong(Landed::size).sum();
        int tasks = (int) Math.max(objects.size() / OBJECTS_A_TASK, bytes / BYTES_A_TASK) + 1;
        ObjectFetcher fetcher =
                new ObjectFetcher(Sessions.hadoopSettings(spark), store.root().toString());
        return spark.createDataFrame(objects.stream().map(ObjectFetcher::row).toList(), ObjectFetcher.OBJECT)
                .repartition(tasks)
                .mapPartitions(fetcher, Encoders.row(LINE))
                .select(
                        col("raw").cast("string").as("raw"),
                        struct(col("topic"), col("partition"), col("offset"), col("position"), col("object"))
                                .as("lineage"));
    }
}
