package pinpipe.etl.run;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.io.Landed;

/**
 * Puts lines at their places among those of all epochs. It is done once, behind the door: ranking, MERGE, news, quarantine
 * and lineage then know of one order of offsets only, in which every record of an epoch is newer than all before it.
 */
final class EpochOffsets {
    private static final StructType NUMBERED = StructType.fromDDL("path STRING, number BIGINT");

    private EpochOffsets() {}

    /** The lines of these objects and of no others, with their epoch's base added to the offsets. */
    static Dataset<Row> of(Dataset<Row> lines, List<Landed> objects, Bookmark bookmark) {
        Dataset<Row> bases = broadcast(paths(lines.sparkSession(), objects, bookmark::base));
        return lines.join(bases, col("lineage.object").equalTo(col("path")))
                .select(
                        col("raw"),
                        col("lineage")
                                .withField("offset", col("lineage.offset").plus(col("number")))
                                .as("lineage"));
    }

    /** Objects as rows of {@code path} and a {@code number} of each. */
    static Dataset<Row> paths(SparkSession spark, List<Landed> objects, ToLongFunction<Landed> number) {
        return spark.createDataFrame(
                objects.stream()
                        .map(object -> RowFactory.create(object.path(), number.applyAsLong(object)))
                        .toList(),
                NUMBERED);
    }
}
