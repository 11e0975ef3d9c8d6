package pinpipe.etl.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Lease;

/**
 * Makes the batches of a stream part of a table, each under the lease as a run of its own. A batch that is given again,
 * after a kill or by mistake, changes nothing: one that was ended is passed over, any other is done under the number that
 * it had, and what it has written already is not written again.
 */
public final class StreamRun {
    private final TableJob job;
    private final RunLedger ledger;
    private final StreamUpkeep upkeep;
    private final Duration patience;
    private final Milestone.Watcher watcher;

    /**
     * The batches of one table.
     *
     * @param upkeep hears of each batch that became part of the table
     * @param patience how long another run of the table is waited for
     * @param watcher is told of every step
     */
    public StreamRun(
            TableJob job, RunLedger ledger, StreamUpkeep upkeep, Duration patience, Milestone.Watcher watcher) {
        this.job = job;
        this.ledger = ledger;
        this.upkeep = upkeep;
        this.patience = patience;
        this.watcher = watcher;
    }

    /**
     * Does a batch.
     *
     * @param records {@code raw}, {@code lineage} and {@code arrived}
     * @return what became of it; empty where it holds nothing, or was done before
     * @throws Failure if more is rejected than may be, or if the topic was made again; then the table is as it was
     */
    public Optional<StreamReport> run(StreamBatch batch, Dataset<Row> records)
            throws IOException, InterruptedException {
        Stopwatch watch = new Stopwatch();
        CleanedLines arrived = CleanedLines.of(job.definition(), records);
        if (arrived.lines() == 0) {
            arrived.release();
            return Optional.empty();
        }
        try (Lease lease = ledger.lease(Kind.STREAM, Clock.systemUTC(), patience)) {
            LedgerState state = ledger.state();
            StreamRuns runs = state.streams();
            if (runs.committed(batch)) {
                return Optional.empty();
            }
            StreamBatch placed = batch.above(state.bookmark().base());
            StreamGuard.mustBeOfTopics(job.table(), state.bookmark(), placed);
            runs.last().ifPresent(last -> StreamGuard.mustGoOn(job.table(), last, placed));
            reached(Milestone.LISTED, lease);
            Report report = done(placed, state, arrived, watch, lease);
            upkeep.after();
            return Optional.of(new StreamReport(report, arrived.newest()));
        } finally {
            arrived.release();
        }
    }

    private Report done(StreamBatch batch, LedgerState state, CleanedLines arrived, Stopwatch watch, Lease lease) {
        Optional<StreamRuns.Entry> begun = state.streams().begun(batch);
        boolean again = begun.isPresent() && begun.get().rules().equals(ledger.rules());
        for (StreamRuns.Entry open : state.streams().open()) {
            if (!again || open.run() != begun.get().run()) {
                abandon(open, state.bookmark());
            }
        }
        Plan plan = Plan.streaming(batch, again ? begun.get().run() : state.lastRun() + 1, state.bookmark());
        if (!again) {
            ledger.planned(plan);
        }
        reached(Milestone.PLANNED, lease);
        Report report = attempt(plan, again, arrived, watch, lease);
        ledger.ended(report, plan);
        watcher.reached(Milestone.ENDED);
        if (report.status().equals("rejected")) {
            throw job.rejection(report);
        }
        return report;
    }

    private Report attempt(Plan plan, boolean again, CleanedLines arrived, Stopwatch watch, Lease lease) {
        double planning = watch.lap();
        try {
            Batch batch = arrived.ofStream(
                    ledger.transaction(plan, again), plan.stream().base());
            Report report =
                    job.run(batch, step -> reached(step, lease)).as(Kind.STREAM).planned(planning, watch.lap());
            lease.mustHold();
            return again && !report.status().equals("rejected")
                    ? report.quarantining(job.quarantine().linesOf(job.table(), plan.run()))
                    : report;
        } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
            new Attempt(plan.kind().does(job.table()), ledger, lease).failed(plan.run(), failure);
            throw failure;
        }
    }

    /**
     * Gives up a run that nobody will end: its checkpoint was lost, or its rules are no more. What it has rejected by older
     * rules may be good by today's; the same records come again under another number.
     */
    private void abandon(StreamRuns.Entry open, Bookmark bookmark) {
        if (!open.rules().equals(ledger.rules())) {
            job.forgetRejected(ledger.transaction(open.run(), true));
        }
        Report report = Report.stopped(job.table(), open.run(), job.version(), Source.nothing(List.of()))
                .as(Kind.STREAM)
                .quarantining(job.quarantine().linesOf(job.table(), open.run()))
                .as(StreamRuns.ABANDONED);
        ledger.ended(report, Plan.streaming(open.batch(), open.run(), bookmark));
    }

    /** No step follows without the lease. */
    private void reached(Milestone step, Lease lease) {
        watcher.reached(step);
        lease.mustHold();
    }
}
