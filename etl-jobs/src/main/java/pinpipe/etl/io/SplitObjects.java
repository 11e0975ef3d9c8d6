package pinpipe.etl.io;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * Reads large objects through Spark's text source, which splits them.
 *
 * <p>A split does not know how many lines stand before it, so the lines of each split are counted first; that count is
 * also the one that the books are held against. Within a split rows come in order, which makes a line's number the
 * lines of earlier splits plus its distance from the split's first row.
 */
final class SplitObjects {
    private static final StructType OBJECT =
            StructType.fromDDL("path STRING, topic STRING, partition INT, first BIGINT, consecutive BOOLEAN");

    private final SparkSession spark;
    private final Store store;

    SplitObjects(SparkSession spark, Store store) {
        this.spark = spark;
        this.store = store;
    }

    /** The lines, as every door hands them over. They are counted now; nothing is held, they are read again when they are needed again. */
    Records read(List<Landed> objects) {
        Dataset<Row> text = text(objects);
        // Asked for once: as a part of the reading, the lines would be counted each time that they are read.
        Dataset<Row> splits = counted(text, objects);
        Column line = col("row").minus(col("first_row")).plus(col("lines_before"));
        Column lineage = struct(
                col("topic"),
                col("partition"),
                col("first")
                        .plus(when(col("consecutive"), line).otherwise(lit(0L)))
                        .as("offset"),
                when(col("consecutive"), lit(0L))
                        .otherwise(line.multiply(ObjectLines.PLACES_A_LINE))
                        .as("position"),
                col("path").as("object"));
        Dataset<Row> lines = text.join(broadcast(splits), new String[] {"path", "split"}, "inner")
                .select(col("raw"), lineage.as("lineage"));
        Dataset<Row> counted = splits.groupBy("path", "partition", "first")
                .agg(
                        sum("lines").as("lines"),
                        sum("bytes").as("bytes"),
                        max("size").as("size"));
        return new Records(lines, counted, () -> {});
    }

    private Dataset<Row> text(List<Landed> objects) {
        String[] paths = objects.stream()
                .map(object -> store.path(object.path()).toString())
                .toArray(String[]::new);
        return spark.read()
                .option("lineSep", "\n")
                // Whatever the platform's defaults are: what cannot be read is never left out.
                .option("ignoreMissingFiles", false)
                .option("ignoreCorruptFiles", false)
                .text(paths)
                .select(
                        col("value").as("raw"),
                        regexp_extract(col("_metadata.file_path"), "topics/[^/]+/.*$", 0)
                                .as("path"),
                        col("_metadata.file_block_start").as("split"),
                        col("_metadata.file_size").as("size"),
                        monotonically_increasing_id().as("row"));
    }

    private Dataset<Row> counted(Dataset<Row> text, List<Landed> objects) {
        Dataset<Row> splits = splits(text, objects);
        return spark.createDataFrame(splits.collectAsList(), splits.schema());
    }

    private Dataset<Row> splits(Dataset<Row> text, List<Landed> objects) {
        List<Row> rows = new ArrayList<>(objects.size());
        for (Landed object : objects) {
            ObjectName name = object.name();
            rows.add(RowFactory.create(
                    object.path(), name.topic(), name.partition(), name.firstOffset(), name.consecutive()));
        }
        Column before = coalesce(
                sum("lines")
                        .over(Window.partitionBy("path").orderBy("split").rowsBetween(Window.unboundedPreceding(), -1)),
                lit(0L));
        return text.groupBy("path", "split")
                .agg(
                        count(lit(1)).as("lines"),
                        min("row").as("first_row"),
                        sum(octet_length(col("raw")).plus(lit(1L))).as("bytes"),
                        max("size").as("size"))
                .withColumn("lines_before", before)
                .join(broadcast(spark.createDataFrame(rows, OBJECT)), "path");
    }
}
