package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.flow.Rules;
import pinpipe.etl.flow.Table;
import pinpipe.etl.io.Landed;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.ObjectName;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.Transaction;

/**
 * All runs of one table, {@code WAREHOUSE/_runs/pin}: a row when a run is planned and a row when it ends. Each table has
 * its own ledger, since the jobs of three tables may be three drivers.
 */
public final class RunLedger {
    private static final StructType ROW = StructType.fromDDL("""
            run BIGINT, status STRING, at TIMESTAMP, rebuild BOOLEAN, holder STRING,
            objects ARRAY<STRUCT<path: STRING, size: BIGINT, modified: BIGINT>>, bookmark STRING, report STRING, why STRING,
            rules STRING""");

    /** The status of the first row, whose holder is the ledger's own name. */
    private static final String MADE = "made";

    private final SparkSession spark;
    private final String table;
    private final String warehouse;
    private final String path;
    private final String holder;
    private final String rules;
    private String name;

    /**
     * The ledger of a table.
     *
     * @param table what is run, by today's rules
     * @param holder who runs, unlike for every process: it stands in the plans that this process makes
     */
    public RunLedger(SparkSession spark, String warehouse, Table table, String holder) {
        this.spark = spark;
        this.table = table.name();
        this.warehouse = warehouse;
        this.path = warehouse + "/_runs/" + table.name();
        this.holder = holder;
        this.rules = Rules.of(table);
    }

    /**
     * Where a table stands.
     *
     * @param ledger the ledger's own name, unlike for every ledger; null where there is none yet
     * @param lastRun the highest run number, 0 where there is none
     * @param unfinished the run that was planned and has not ended, if there is one
     * @param bookmark what was consumed
     */
    public record State(String ledger, long lastRun, Optional<Long> unfinished, Bookmark bookmark) {}

    /** Where the table stands, by what is in the ledger. */
    public State state() {
        if (!exists()) {
            return new State(null, 0, Optional.empty(), Bookmark.START);
        }
        Column ended = col("status").isin("committed", "refused");
        Column committed = when(col("status").equalTo("committed"), col("run"));
        Row row = rows().agg(
                        max("run"),
                        max(when(col("status").equalTo("planned"), col("run"))),
                        max(when(ended, col("run"))),
                        max_by(col("bookmark"), committed),
                        max(when(col("status").equalTo(MADE), col("holder"))))
                .first();
        long planned = row.isNullAt(1) ? 0 : row.getLong(1);
        long end = row.isNullAt(2) ? 0 : row.getLong(2);
        name = row.getString(4);
        return new State(
                name,
                row.isNullAt(0) ? 0 : row.getLong(0),
                planned > end ? Optional.of(planned) : Optional.empty(),
                row.isNullAt(3) ? Bookmark.START : Bookmark.read(row.getString(3)));
    }

    /** The plan of a run. Where it was made smaller on the way, the smaller one holds. */
    public Plan plan(long run) {
        Row row = rows().where(col("run").equalTo(run).and(col("status").equalTo("planned")))
                .orderBy(size(col("objects")))
                .first();
        List<Landed> objects = new ArrayList<>();
        List<Row> planned = row.getList(row.fieldIndex("objects"));
        for (Row object : planned) {
            String objectPath = object.getString(0);
            objects.add(new Landed(
                    objectPath,
                    object.getLong(1),
                    object.getLong(2),
                    ObjectName.read(objectPath).orElseThrow()));
        }
        return new Plan(
                run,
                row.getBoolean(row.fieldIndex("rebuild")),
                objects,
                Bookmark.read(row.getString(row.fieldIndex("bookmark"))));
    }

    /** Keeps a plan before anything is done. Of two processes that plan the same run, one wins and the other fails. */
    public void planned(Plan plan) {
        List<Row> entries = new ArrayList<>();
        if (name == null) {
            name = UUID.randomUUID().toString();
            entries.add(entry(0, MADE, name, null, null, null, null));
        }
        entries.add(entry(plan.run(), "planned", holder, plan, plan.before(), null, null));
        Throwable lost = null;
        try {
            writer(entries)
                    .option("txnAppId", name + " plans")
                    .option("txnVersion", plan.run())
                    .save(path);
        } catch (RuntimeException e) {
            if (Causes.of(e).noneMatch(DeltaConcurrentModificationException.class::isInstance)) {
                throw e;
            }
            lost = e; // to another, or to this very write where the store answered the first try of it with silence
        }
        Row winner = rows().where(
                        col("run").equalTo(plan.run()).and(col("status").equalTo("planned")))
                .select("holder")
                .first();
        if (!winner.getString(0).equals(holder)) {
            throw heldByAnother(plan.run(), lost);
        }
    }

    /** Today's rules, by which this process runs: see {@link Rules}. */
    String rules() {
        return rules;
    }

    /** The rules that a run was planned by, and after them those that took it over, the last one last. */
    List<String> plannedBy(long run) {
        return rows()
                .where(col("run").equalTo(run).and(col("status").equalTo("planned")))
                .orderBy("at")
                .select("rules")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Keeps that a run does only a part of what it planned, or by other rules; nothing of it has been written yet. */
    public void amended(Plan smaller) {
        append(entry(smaller.run(), "planned", holder, smaller, smaller.before(), null, null));
    }

    /** Keeps the end of a run: {@code committed} with the bookmark it moved to, or {@code refused}. */
    public void ended(Report report, Bookmark bookmark) {
        append(entry(report.run(), report.status(), holder, null, bookmark, report.json(), null));
    }

    /** Keeps that an attempt at a run failed, and why; the run stays unfinished. */
    public void failed(long run, String why) {
        append(entry(run, "failed", holder, null, null, null, why));
    }

    /** What committed runs have read. */
    ObjectsRead objectsRead() {
        return new ObjectsRead(rows());
    }

    /** The name under which a run writes the table. A ledger made anew has another, and so never meets old names. */
    public Transaction transaction(long run, boolean again) {
        return new Transaction("pinpipe " + table + " " + name, run, again);
    }

    /** Takes the right to run the table; a run gives it back when it ends. */
    Lease lease(Clock clock) throws IOException {
        return Lease.take(Store.at(spark, warehouse), table, holder, clock);
    }

    private Failure heldByAnother(long run, Throwable cause) {
        return Failure.broken(
                "Cannot clean %s: another process has taken run %d. Let it end, then try again.".formatted(table, run),
                cause);
    }

    private Row entry(long run, String status, String by, Plan plan, Bookmark bookmark, String report, String why) {
        Object[] objects = plan == null
                ? null
                : plan.objects().stream()
                        .map(object -> RowFactory.create(object.path(), object.size(), object.modified()))
                        .toArray();
        return RowFactory.create(
                run,
                status,
                Timestamp.from(Instant.now()),
                plan != null && plan.rebuild(),
                by,
                objects,
                bookmark == null ? null : bookmark.json(),
                report,
                why,
                rules);
    }

    private void append(Row entry) {
        writer(List.of(entry)).save(path);
    }

    private DataFrameWriter<Row> writer(List<Row> entries) {
        return spark.createDataFrame(entries, ROW)
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append");
    }

    private Dataset<Row> rows() {
        return spark.read().format("delta").load(path);
    }

    /** True if the table was ever run. */
    boolean exists() {
        return DeltaTable.isDeltaTable(spark, path);
    }
}
