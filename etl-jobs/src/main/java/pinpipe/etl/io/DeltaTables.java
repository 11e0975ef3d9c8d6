package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import pinpipe.cli.Failure;

/** Clean tables as Delta tables, {@code WAREHOUSE/pin} and so on. */
public final class DeltaTables implements CleanTables {
    /** Only a newer record replaces a row: the order that ranked the batch guards the table as well. */
    private static final String NEWER = newer("new", "held");

    private final SparkSession spark;
    private final String warehouse;
    private final DeletionVectors deletionVectors;

    /** The Delta tables below a warehouse; new ones are created with deletion vectors. */
    public DeltaTables(SparkSession spark, String warehouse) {
        this(spark, warehouse, DeletionVectors.ON);
    }

    /**
     * The Delta tables below a warehouse.
     *
     * @param deletionVectors whether a new table has them
     */
    public DeltaTables(SparkSession spark, String warehouse, DeletionVectors deletionVectors) {
        this.spark = spark;
        this.warehouse = warehouse;
        this.deletionVectors = deletionVectors;
    }

    private static String newer(String one, String other) {
        String place = "struct(%1$s._lineage.offset, %1$s._lineage.partition, %1$s._lineage.position)";
        return place.formatted(one) + " > " + place.formatted(other);
    }

    /**
     * By the number of its version, also where that is the newest: Delta plans anew what is held of the table that it has
     * changed, and a version never changes.
     */
    @Override
    public Optional<Dataset<Row>> held(String table, Transaction run) {
        Optional<Long> done = run.again() ? commit(table, run).map(DeltaCommits.Commit::version) : Optional.empty();
        Optional<Long> before = done.isPresent()
                ? done.map(version -> version - 1)
                : commits(table).newest();
        return before.filter(version -> version >= 0).map(version -> spark.read()
                .format("delta")
                .option("versionAsOf", version)
                .load(path(table)));
    }

    @Override
    public boolean wrote(String table, Transaction run) {
        return commit(table, run).isPresent();
    }

    @Override
    public Long version(String table) {
        return commits(table).newest().orElse(null);
    }

    @Override
    public Written merge(TableLayout table, Dataset<Row> changes, Written expected, Transaction run) {
        String path = path(table.table());
        DeltaSettings.during(spark, table.parquetSettings(), () -> {
            if (expected.updated() == 0) {
                writer(table, changes, run).mode("append").save(path);
            } else {
                DeltaTable held = DeltaTable.forPath(spark, path);
                merge(held, KeyRange.same(held, changes, table.key()), changes, run);
            }
        });
        return written(table.table(), run);
    }

    /** MERGE takes its transaction from the session, so it is set for this one statement. */
    private void merge(DeltaTable held, Column same, Dataset<Row> changes, Transaction run) {
        Map<String, String> name = Map.of(
                "spark.databricks.delta.write.txnAppId", run.application(),
                "spark.databricks.delta.write.txnVersion", Long.toString(run.run()),
                "spark.databricks.delta.commitInfo.userMetadata", run.note());
        DeltaSettings.during(spark, name, () -> held.as("held")
                .merge(changes.as("new"), same)
                .whenMatched(NEWER + " AND new." + DELETED)
                .delete()
                .whenMatched(NEWER)
                .updateAll()
                .whenNotMatched()
                .insertAll()
                .execute());
    }

    /** Delta takes the table properties among a write's options where the write creates the table, and only there. */
    private DataFrameWriter<Row> writer(TableLayout table, Dataset<Row> changes, Transaction run) {
        Dataset<Row> rows = changes.drop(DELETED);
        return run.named(rows.write())
                .option(TableLayout.STATISTICS, table.statistics(List.of(rows.columns())))
                .option(DeletionVectors.PROPERTY, deletionVectors.property());
    }

    /** An overwrite keeps the table's properties, so ours are set before it, and again for columns that it brings. */
    @Override
    public Written replace(TableLayout table, Dataset<Row> rows, Transaction run) {
        List<String> before = exists(table.table()) ? setProperties(table) : List.of();
        DeltaSettings.during(spark, table.parquetSettings(), () -> writer(table, rows, run)
                .mode("overwrite")
                .option("overwriteSchema", "true")
                .save(path(table.table())));
        if (!before.isEmpty() && !before.containsAll(List.of(rows.drop(DELETED).columns()))) {
            setProperties(table);
        }
        return written(table.table(), run);
    }

    /**
     * Sets the properties of a table that is there. Deletion vectors are only ever turned off: readers that know none may have
     * come to rely on a table without.
     *
     * @return the table's columns
     */
    private List<String> setProperties(TableLayout table) {
        DeltaTable held = DeltaTable.forPath(spark, path(table.table()));
        Map<String, String> present = held.detail().select("properties").first().getJavaMap(0);
        Map<String, String> wanted = new TreeMap<>();
        List<String> columns = List.of(held.toDF().columns());
        wanted.put(TableLayout.STATISTICS, table.statistics(columns));
        if (deletionVectors == DeletionVectors.OFF && present.containsKey(DeletionVectors.PROPERTY)) {
            wanted.put(DeletionVectors.PROPERTY, deletionVectors.property());
        }
        wanted.entrySet().removeAll(present.entrySet());
        if (!wanted.isEmpty()) {
            String list = wanted.entrySet().stream()
                    .map(property -> "'%s' = '%s'".formatted(property.getKey(), property.getValue()))
                    .collect(Collectors.joining(", "));
            spark.sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES (%s)".formatted(path(table.table()), list));
        }
        return columns;
    }

    /** Takes the row of a key out of a table; the versions before still have it, and with deletion vectors its file. */
    public void remove(TableLayout table, Object key) {
        DeltaSettings.during(spark, table.parquetSettings(), () -> DeltaTable.forPath(spark, path(table.table()))
                .delete(col(table.key()).equalTo(lit(key))));
    }

    /** Delta's own counts of this run's commit, whichever attempt made it. */
    private Written written(String table, Transaction run) {
        DeltaCommits.Commit commit = commit(table, run)
                .orElseThrow(() -> Failure.broken(
                        "Cannot find run %d in the history of %s: its write was left out as done before. Someone else may have written the table; look at its history."
                                .formatted(run.run(), path(table)),
                        null));
        return new Written(
                commit.version(),
                commit.inserted(),
                commit.count("numTargetRowsUpdated") + commit.count("numTargetRowsDeleted"));
    }

    private Optional<DeltaCommits.Commit> commit(String table, Transaction run) {
        return commits(table).noted(run.note(), run.again() ? 100 : 10);
    }

    private DeltaCommits commits(String table) {
        return new DeltaCommits(spark, path(table));
    }

    @Override
    public boolean exists(String table) {
        return DeltaTable.isDeltaTable(spark, path(table));
    }

    private String path(String table) {
        return warehouse + "/" + table;
    }
}
