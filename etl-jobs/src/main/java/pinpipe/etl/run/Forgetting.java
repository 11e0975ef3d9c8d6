package pinpipe.etl.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.cleaning.LineEraser;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Choice;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.DeltaVersions;
import pinpipe.etl.io.KeyVersions;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.Quarantine;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * Forgets a key: takes its records out of the landed objects, its row out of the table, its lines out of quarantine, and
 * drops all older versions. It is a run in the ledger, and holds the table meanwhile. Stopped anywhere and called again, it
 * ends the same; no other run begins before that.
 */
public final class Forgetting {
    private final SparkSession spark;
    private final Table table;
    private final Object key;
    private final Landing landing;
    private final String topic;
    private final String warehouse;
    private final RunLedger ledger;
    private final ForgetStep.Watcher watcher;
    private final LineEraser eraser;
    private final ForgetSearch search;
    private final ForgetGuard guard;
    private final Quarantine quarantine;

    /**
     * Forgets a key of a table.
     *
     * @param key a number where the table's key is one, else a text
     * @param warehouse the qualified folder of the tables
     * @param watcher is told of every step
     */
    public Forgetting(
            SparkSession spark,
            Table table,
            Object key,
            Landing landing,
            String topic,
            String warehouse,
            RunLedger ledger,
            ForgetStep.Watcher watcher) {
        this.spark = spark;
        this.table = table;
        this.key = key;
        this.landing = landing;
        this.topic = topic;
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.watcher = watcher;
        this.eraser = new LineEraser(table, key);
        this.search = new ForgetSearch(spark, table, key, landing, topic, warehouse);
        this.guard = new ForgetGuard("forget %s %s".formatted(table.name(), key), key.toString(), ledger);
        this.quarantine = new Quarantine(spark, warehouse);
    }

    /** Searches everywhere and says what would be removed; nothing is written. */
    public Receipt search() throws IOException {
        LedgerState state = ledger.state();
        guard.begun(state);
        KeyTraces traces = search.traces(state.bookmark());
        long records = 0;
        long objects = 0;
        for (LandedObject object : traces.landed().objects()) {
            long its = traces.landed().toErase(object, landing.rewriter(), eraser);
            records += its;
            objects += its > 0 ? 1 : 0;
        }
        long files = 0;
        for (DeltaVersions versions : search.versions()) {
            files += versions.files();
        }
        return receipt("found", traces, removed(records, objects, traces, files));
    }

    /** Searches everywhere and removes what it finds. */
    public Receipt forget() throws IOException {
        Stopwatch watch = new Stopwatch();
        try (Lease lease = ledger.lease(Kind.FORGET, Clock.systemUTC())) {
            LedgerState state = ledger.state();
            Optional<Plan> begun = guard.begun(state);
            KeyTraces traces = search.traces(state.bookmark());
            guard.epochsMustStay(state.bookmark(), traces.landed(), landing.rewriter(), eraser);
            reached(ForgetStep.SEARCHED, lease);
            Plan plan = begun.isPresent() ? begun.get() : planned(traces.landed(), state);
            reached(ForgetStep.PLANNED, lease);
            Erasure erased = Erasure.of(plan, traces.landed(), landing.rewriter(), eraser, lease);
            reached(ForgetStep.ERASED, lease);
            tell(traces, plan);
            reached(ForgetStep.TOLD, lease);
            if (!traces.held().isEmpty()) {
                new DeltaTables(spark, warehouse).remove(TableLayouts.of(table), key);
            }
            reached(ForgetStep.REMOVED, lease);
            List<Row> rejected = traces.rejected().changes();
            if (!rejected.isEmpty()) {
                quarantine.change(table.name(), spark.createDataFrame(rejected, QuarantineTraces.CHANGE));
            }
            reached(ForgetStep.QUARANTINED, lease);
            long files = drop();
            reached(ForgetStep.DROPPED, lease);
            Receipt receipt = receipt("forgotten", traces, removed(erased.records(), erased.objects(), traces, files));
            end(plan, erased, receipt, watch);
            reached(ForgetStep.ENDED, lease);
            return receipt;
        }
    }

    /** No step follows without the lease. */
    private void reached(ForgetStep step, Lease lease) {
        watcher.reached(step);
        lease.mustHold();
    }

    private Plan planned(LandedTraces traces, LedgerState state) {
        Bookmark bookmark = state.bookmark();
        List<LandedObject> listed = traces.listing().objects();
        PathsRead paths = PathsRead.of(ledger, bookmark, listed);
        guard.nothingMayHaveComeAgain(bookmark, paths, listed);
        List<LandedObject> read = traces.objects().stream()
                .filter(object -> bookmark.isPast(object)
                        || !(object.name().consecutive() ? bookmark.isNew(object) : paths.isNew(object)))
                .toList();
        Choice its = Choice.ofKey(key.toString());
        Optional<Long> version = quarantine.version(table.name());
        Plan plan =
                Plan.forgetting(version.isPresent() ? its.at(version.get()) : its, state.lastRun() + 1, read, bookmark);
        ledger.planned(plan);
        return plan;
    }

    /** The key versions say that the row is gone at the highest place that was consumed, so that nothing older brings it back. */
    private void tell(KeyTraces traces, Plan plan) {
        Optional<KeyTraces.Place> newest = traces.newest(plan.before());
        if (newest.isEmpty() || traces.told(newest.get())) {
            return;
        }
        StructType line = new StructType()
                .add("key", search.keyType())
                .add("offset", "long")
                .add("partition", "int")
                .add("position", "long")
                .add("deleted", "boolean");
        Row gone = RowFactory.create(key, newest.get().offset(), newest.get().partition(), Long.MAX_VALUE, true);
        new KeyVersions(spark, warehouse)
                .add(table.name(), spark.createDataFrame(List.of(gone), line), ledger.transaction(plan.run(), true));
    }

    private long drop() throws IOException {
        long dropped = 0;
        for (DeltaVersions versions : search.versions()) {
            versions.purge(TableLayouts.of(table).parquetSettings());
            long files = versions.files();
            if (files == 0) {
                continue;
            }
            versions.drop(Duration.ZERO);
            long left = versions.files();
            if (left > 0) {
                throw Failure.broken(
                        "Cannot forget %s %s: %,d data files of older versions are still there, written as if after now. Something else may write the table, or the store's clock is ahead; try again."
                                .formatted(table.name(), key, left),
                        null);
            }
            dropped += files;
        }
        return dropped;
    }

    /**
     * Keeps the end in the ledger. Rewritten objects have other lengths and times than when they were read, and the ledger
     * must know them as they are now, whichever attempt rewrote them.
     */
    private void end(Plan plan, Erasure erased, Receipt receipt, Stopwatch watch) throws IOException {
        List<LandedObject> rewritten = landing.list(topic).objects().stream()
                .filter(object -> erased.read().contains(object.path()))
                .toList();
        StoredTables tables = StoredTables.at(spark, warehouse);
        Long version = tables.isDelta(table.name()) ? new DeltaTables(spark, warehouse).version(table.name()) : null;
        Long before = plan.choice().version();
        long takenOut = before == null ? 0 : quarantine.removedSince(table.name(), before);
        String what = "Forgot the key %s: %s.".formatted(key, receipt.removed().told());
        ledger.rewrote(
                Report.did(Kind.FORGET, table.name(), plan.run(), version, what, watch.total())
                        .quarantining(-takenOut),
                plan.only(rewritten));
    }

    private static Receipt.Removed removed(long records, long objects, KeyTraces traces, long files) {
        return new Receipt.Removed(
                records,
                objects,
                traces.held().size(),
                traces.rejected().changes().size(),
                files);
    }

    private Receipt receipt(String status, KeyTraces traces, Receipt.Removed removed) throws IOException {
        Remains remains = new Remains(spark, warehouse, table, key);
        return new Receipt(
                1,
                table.name(),
                key.toString(),
                status,
                PastRun.written(Instant.now()),
                traces.searched(topic),
                removed,
                remains.here(traces),
                remains.beyond(topic, landing.uri()));
    }
}
