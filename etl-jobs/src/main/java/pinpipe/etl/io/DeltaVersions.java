package pinpipe.etl.io;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The data files of a Delta table that only its older versions need. */
public final class DeltaVersions {
    /** For these statements only: files are dropped however young, and a folder without folders is not listed by 10,000 tasks. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.databricks.delta.retentionDurationCheck.enabled", "false",
            "spark.sql.sources.parallelPartitionDiscovery.parallelism", "8");

    private final SparkSession spark;
    private final Store store;
    private final String folder;

    /** Those of the table in a folder of a warehouse. */
    public DeltaVersions(SparkSession spark, String warehouse, String folder) throws IOException {
        this.spark = spark;
        this.store = Store.at(spark, warehouse);
        this.folder = folder;
    }

    /** True if there is a whole Delta table. */
    public boolean exists() {
        return DeltaTable.isDeltaTable(spark, path());
    }

    /** How many data files lie there that the newest version does not need. */
    public long files() throws IOException {
        Set<String> needed = new HashSet<>();
        Arrays.stream(spark.read().format("delta").load(path()).inputFiles())
                .forEach(file -> needed.add(new Path(file).getName()));
        long others = 0;
        RemoteIterator<? extends FileStatus> all = store.filesBelow(folder);
        while (all.hasNext()) {
            Path file = all.next().getPath();
            boolean other = file.toString().contains("/_delta_log/") || isChecksum(file);
            others += other || needed.contains(file.getName()) ? 0 : 1;
        }
        return others;
    }

    /** Hadoop keeps one beside each file of a local disk. */
    private static boolean isChecksum(Path file) {
        return file.getName().startsWith(".") && file.getName().endsWith(".crc");
    }

    /**
     * Rewrites the files of which a deletion vector hides rows. The newest version needs these files, so without this they
     * are not dropped, and the hidden rows stay in them.
     *
     * @param parquetSettings how the table's files are written ({@link TableLayout})
     */
    public void purge(Map<String, String> parquetSettings) {
        if (mayHideRows()) {
            DeltaSettings.during(
                    spark, parquetSettings, () -> spark.sql("REORG TABLE delta.`%s` APPLY (PURGE)".formatted(path())));
        }
    }

    private boolean mayHideRows() {
        Row features = DeltaTable.forPath(spark, path())
                .detail()
                .select(array_contains(col("tableFeatures"), DeletionVectors.FEATURE))
                .first();
        return features.getBoolean(0);
    }

    /**
     * Drops those that no version of this last time needs, in whole hours: readers of older versions find nothing any more.
     * Delta asks for a week, for the sake of runs that are still writing; the caller holds the table.
     */
    public void drop(Duration kept) {
        DeltaSettings.during(spark, SETTINGS, () -> {
            // Delta tells the console what it deletes; there it would stand among what we print.
            scala.Console.withOut(OutputStream.nullOutputStream(), () -> DeltaTable.forPath(spark, path())
                    .vacuum((double) kept.toHours()));
        });
    }

    private String path() {
        return store.path(folder).toString();
    }
}
