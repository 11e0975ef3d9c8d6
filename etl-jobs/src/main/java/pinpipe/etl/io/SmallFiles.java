package pinpipe.etl.io;

import io.delta.tables.DeltaTable;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What became of a Delta table's small files.
 *
 * @param before how many were packed
 * @param after how many they are now
 */
public record SmallFiles(long before, long after) {
    /** A file of that size costs a reader no more than its share of a larger one; only smaller ones are worth a rewrite. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.databricks.delta.optimize.minFileSize", Long.toString(64L << 20),
            "spark.databricks.delta.optimize.maxFileSize", Long.toString(256L << 20));

    /** Packs those of the table in that folder, in one commit that changes no row; nothing where there is but one. */
    public static SmallFiles pack(SparkSession spark, String folder) {
        Row[] packed = new Row[1];
        DeltaSettings.during(
                spark,
                SETTINGS,
                () -> packed[0] = DeltaTable.forPath(spark, folder)
                        .optimize()
                        .executeCompaction()
                        .select("metrics.numFilesRemoved", "metrics.numFilesAdded")
                        .first());
        return new SmallFiles(packed[0].getLong(0), packed[0].getLong(1));
    }
}
