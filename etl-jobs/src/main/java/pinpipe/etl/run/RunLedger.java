package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.RulesFingerprint;
import pinpipe.cleaning.Table;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.DeltaCommits;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.Transaction;

/**
 * All runs of one table, {@code WAREHOUSE/_runs/pin}: a row when a run is planned and a row when it ends. Each table has
 * its own ledger, since the jobs of three tables may be three drivers.
 */
public final class RunLedger {
    /** Among how many of the newest commits one is looked for that was made a moment ago. */
    private static final int SINCE_THEN = 100;

    private final SparkSession spark;
    private final String table;
    private final String warehouse;
    private final String path;
    private final String holder;
    private final LedgerRow ours;
    private String name;
    private long lastEnd;

    /** As this process knows it, which has read it once and then only written; empty once it has written what it cannot foretell. */
    private Optional<LedgerState> stands = Optional.empty();

    private long version;

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
        this.ours = new LedgerRow(holder, RulesFingerprint.of(table));
    }

    /** Where the table stands now. */
    LedgerState state() {
        Optional<DeltaCommits.Commit> newest = new DeltaCommits(spark, path).last();
        LedgerState state = newest.isEmpty()
                ? LedgerState.NEVER_RUN
                : newest.flatMap(LedgerNote::in).orElseGet(() -> LedgerState.of(rows()));
        version = newest.map(DeltaCommits.Commit::version).orElse(-1L);
        stands = Optional.of(state);
        name = state.ledger();
        lastEnd = state.lastEnd();
        return state;
    }

    /** The highest run, batches of streams left out, that had ended when {@link #state} was asked for last; 0 where none had. */
    long lastEnd() {
        return lastEnd;
    }

    /** The plan of a run. Where it was made smaller on the way, the smaller one holds. */
    public Plan plan(long run) {
        Row planned = rows().where(col("run").equalTo(run).and(col("status").equalTo("planned")))
                .orderBy(size(col("objects")))
                .first();
        return LedgerRow.plan(planned);
    }

    /** Keeps a plan before anything is done. Of two processes that plan the same run, one wins and the other fails. */
    public void planned(Plan plan) {
        List<Row> entries = new ArrayList<>();
        if (name == null) {
            name = UUID.randomUUID().toString();
            entries.add(ours.made(LedgerState.MADE, name));
        }
        entries.add(ours.planned(plan));
        String note = "%s plans run %d".formatted(holder, plan.run());
        Throwable lost = null;
        try {
            writer(entries)
                    .option("txnAppId", name + " plans")
                    .option("txnVersion", plan.run())
                    .option("userMetadata", note)
                    .save(path);
        } catch (RuntimeException e) {
            if (Causes.of(e).noneMatch(DeltaConcurrentModificationException.class::isInstance)) {
                throw e;
            }
            lost = e; // to another, or to this very write where the store answered the first try of it with silence
        }
        if (new DeltaCommits(spark, path).noted(note, SINCE_THEN).isEmpty()) {
            throw heldByAnother(plan, lost);
        }
        version++;
        stands = stands.filter(state -> plan.stream() == null).map(state -> state.planned(name, plan.run()));
    }

    /** Today's rules, by which this process runs: see {@link RulesFingerprint}. */
    String rules() {
        return ours.rules();
    }

    /** Keeps that a run does only a part of what it planned, or by other rules; nothing of it has been written yet. */
    public void amended(Plan smaller) {
        append(ours.planned(smaller));
    }

    /** Keeps the end of a run: {@code committed} with the bookmark it moved to, or {@code rejected}. */
    public void ended(Report report, Bookmark bookmark) {
        append(ours.ended(report, bookmark, null), noteOf(report, bookmark));
    }

    /** Keeps the end of a batch of a stream, which {@code abandoned} is, too. */
    void ended(Report report, Plan plan) {
        stands = Optional.empty();
        append(ours.ended(report, plan.before(), plan.stream()));
    }

    /**
     * Keeps the end of a run that wrote landed objects anew.
     *
     * @param rewritten its plan, with the objects as they are now
     */
    void rewrote(Report report, Plan rewritten) {
        Bookmark bookmark = rewritten.before().rewritten(rewritten.objects());
        append(ours.rewrote(report, rewritten, bookmark), noteOf(report, bookmark));
    }

    /** What the commit that keeps this end notes, if all that it says is known. */
    private Optional<LedgerNote> noteOf(Report report, Bookmark bookmark) {
        stands = stands.map(state -> state.ended(report, bookmark));
        return stands.flatMap(state -> LedgerNote.of(version + 1, state));
    }

    /** Keeps that an attempt at a run failed, and why; the run stays unfinished. */
    public void failed(long run, String why) {
        append(ours.failed(run, why));
    }

    /** What committed runs have read. */
    ObjectsRead objectsRead() {
        return new ObjectsRead(rows());
    }

    /** Sums up what the batches of streams have left, all but the newest runs, in one commit. */
    void rollUp(int newest) {
        RollUp.of(rows(), newest).ifPresent(changes -> RollUp.write(DeltaTable.forPath(spark, path), changes));
    }

    /** What earlier runs did; there must have been one. */
    Precedents precedents() {
        return new Precedents(rows());
    }

    /** The name under which a run writes the table. A ledger made anew has another, and so never meets old names. */
    public Transaction transaction(long run, boolean again) {
        return new Transaction("pinpipe " + table + " " + name, run, again);
    }

    /**
     * The name under which a batch of a stream writes it. Delta wants the numbers of one name to grow, and a killed batch may
     * be ended after runs of others.
     */
    Transaction transaction(Plan plan, boolean again) {
        return new Transaction(
                "pinpipe %s %s stream %s".formatted(table, name, plan.stream().query()), plan.run(), again);
    }

    /** Takes the right to run the table; a run gives it back when it ends. */
    Lease lease(Kind kind, Clock clock) throws IOException {
        return Lease.take(Store.at(spark, warehouse), table, kind.does(table), holder, clock);
    }

    /** The same, waiting so long for another holder to give it back. */
    Lease lease(Kind kind, Clock clock, Duration patience) throws IOException, InterruptedException {
        return Lease.await(Store.at(spark, warehouse), table, kind.does(table), holder, clock, patience);
    }

    private Failure heldByAnother(Plan plan, Throwable cause) {
        return Failure.broken(
                "Cannot %s: another process has taken run %d. Let it end, then try again."
                        .formatted(plan.kind().does(table), plan.run()),
                cause);
    }

    private void append(Row entry) {
        append(entry, Optional.empty());
    }

    private void append(Row entry, Optional<LedgerNote> note) {
        DataFrameWriter<Row> writer = writer(List.of(entry));
        note.ifPresent(known -> writer.option("userMetadata", known.json()));
        writer.save(path);
        version++;
    }

    private DataFrameWriter<Row> writer(List<Row> entries) {
        return spark.createDataFrame(entries, LedgerRow.TYPE)
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .option("mergeSchema", "true");
    }

    private Dataset<Row> rows() {
        return LedgerRow.whole(spark.read().format("delta").load(path));
    }

    /** True if the table was ever run. */
    boolean exists() {
        return DeltaTable.isDeltaTable(spark, path);
    }
}
