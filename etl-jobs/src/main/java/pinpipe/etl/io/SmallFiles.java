package pinpipe.etl.io;

import io.delta.tables.DeltaTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes few files of the many that small runs leave, in all that a warehouse has of a table; what the tables say stays.
 * The files that were read before stay, too, until they are dropped ({@link DeltaVersions}).
 *
 * @param warehouse the folder of the tables
 * @param parquetSettings how the table's files are written ({@link TableLayout})
 */
public record SmallFiles(SparkSession spark, String warehouse, Map<String, String> parquetSettings) {
    /** A file of that size costs a reader no more than its share of a larger one; only smaller ones are worth a rewrite. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.databricks.delta.optimize.minFileSize", Long.toString(64L << 20),
            "spark.databricks.delta.optimize.maxFileSize", Long.toString(256L << 20));

    /**
     * What became of the small files of a folder.
     *
     * @param before how many were packed
     * @param after how many they are now
     */
    public record Packed(long before, long after) {}

    /** Packs all that there is of a table. */
    public void pack(String table) {
        folders(table).forEach(this::packFolder);
    }

    /** The Delta tables that there are of a table: itself, its quarantine, its key versions and its ledger. */
    public List<String> folders(String table) {
        return Stream.of("", StoredTables.QUARANTINE + "/", StoredTables.KEY_VERSIONS + "/", StoredTables.LEDGERS + "/")
                .map(folder -> folder + table)
                .filter(folder -> DeltaTable.isDeltaTable(spark, path(folder)))
                .toList();
    }

    /** Packs those of one Delta table, in one commit that changes no row. */
    public Packed packFolder(String folder) {
        Row[] packed = new Row[1];
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(parquetSettings);
        DeltaSettings.during(
                spark,
                settings,
                () -> packed[0] = DeltaTable.forPath(spark, path(folder))
                        .optimize()
                        .executeCompaction()
                        .select("metrics.numFilesRemoved", "metrics.numFilesAdded")
                        .first());
        return new Packed(packed[0].getLong(0), packed[0].getLong(1));
    }

    private String path(String folder) {
        return warehouse + "/" + folder;
    }
}
