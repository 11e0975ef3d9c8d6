package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
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

    /** The Delta tables below a warehouse. */
    public DeltaTables(SparkSession spark, String warehouse) {
        this.spark = spark;
        this.warehouse = warehouse;
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
    public Written merge(String table, String key, Dataset<Row> changes, Written expected, Transaction run) {
        if (expected.updated() == 0) {
            run.named(changes.drop(DELETED).write()).mode("append").save(path(table));
        } else {
            DeltaTable held = DeltaTable.forPath(spark, path(table));
            Column same = KeyRange.same(held, changes, key);
            underName(run, () -> held.as("held")
                    .merge(changes.as("new"), same)
                    .whenMatched(NEWER + " AND new." + DELETED)
                    .delete()
                    .whenMatched(NEWER)
                    .updateAll()
                    .whenNotMatched()
                    .insertAll()
                    .execute());
        }
        return written(table, run);
    }

    @Override
    public Written replace(String table, Dataset<Row> rows, Transaction run) {
        run.named(rows.drop(DELETED).write())
                .mode("overwrite")
                .option("overwriteSchema", "true")
                .save(path(table));
        return written(table, run);
    }

    /** Takes the row of a key out of a table; the versions before still have it. */
    public void remove(String table, String column, Object key) {
        DeltaTable.forPath(spark, path(table)).delete(col(column).equalTo(lit(key)));
    }

    /** MERGE takes its transaction from the session, so it is set for this one statement. */
    private void underName(Transaction run, Runnable statement) {
        Map<String, String> name = Map.of(
                "spark.databricks.delta.write.txnAppId", run.application(),
                "spark.databricks.delta.write.txnVersion", Long.toString(run.run()),
                "spark.databricks.delta.commitInfo.userMetadata", run.note());
        name.forEach(spark.conf()::set);
        try {
            statement.run();
        } finally {
            name.keySet().forEach(spark.conf()::unset);
        }
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
