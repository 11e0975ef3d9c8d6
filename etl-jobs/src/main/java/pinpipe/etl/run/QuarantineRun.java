package pinpipe.etl.run;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Choice;
import pinpipe.etl.io.Lease;

/**
 * Takes rejected lines in hand: makes part of the table what is good by today's rules, or throws lines away. Each is a run
 * of its own, planned before it does anything and kept in the ledger, so that a clean run finishes what was killed.
 */
public final class QuarantineRun {
    private final TableJob job;
    private final RunLedger ledger;
    private final Milestone.Watcher watcher;

    /**
     * Runs over one table's quarantine.
     *
     * @param watcher is told of every step
     */
    public QuarantineRun(TableJob job, RunLedger ledger, Milestone.Watcher watcher) {
        this.job = job;
        this.ledger = ledger;
        this.watcher = watcher;
    }

    /**
     * Runs these lines through today's rules: what is good becomes part of the table, at the place in the topic that it
     * always had, and leaves the quarantine; what is rejected again stays, with today's reasons. Where neither table nor
     * quarantine would change, nothing is planned and the report is {@code nothing_new}.
     *
     * @return one report, or two where an unfinished run came first
     */
    public List<Report> replay(Choice choice) throws IOException {
        return run(Kind.REPLAY, choice);
    }

    /** Throws these lines away. Where there is none, nothing is planned and the report is {@code nothing_new}. */
    public List<Report> discard(Choice choice) throws IOException {
        return run(Kind.DISCARD, choice);
    }

    /**
     * Shows what became of each record of a replay that has ended: {@code topic}, {@code partition}, {@code offset}, {@code
     * position}, the key, {@code became} (an outcome), {@code rejected_for} and, where it is rejected again, {@code reasons}.
     */
    public void outcomes(Report replay, Consumer<Dataset<Row>> show) {
        try (CachedDatasets cached = new CachedDatasets()) {
            show.accept(new QuarantinePlanRun(job, ledger, null, watcher).outcomes(ledger.plan(replay.run()), cached));
        }
    }

    private List<Report> run(Kind kind, Choice choice) throws IOException {
        Stopwatch watch = new Stopwatch();
        try (Lease lease = ledger.lease(kind, Clock.systemUTC())) {
            QuarantinePlanRun plans = new QuarantinePlanRun(job, ledger, lease, watcher);
            List<Report> reports = new ArrayList<>();
            LedgerState state = ledger.state();
            StreamGuard.nothingMayBeOpen(kind.does(job.table()), state.streams());
            Optional<Plan> unfinished = state.unfinished().map(ledger::plan);
            if (unfinished.isPresent()) {
                mustBeOverQuarantine(kind, unfinished.get());
                reports.add(plans.run(unfinished.get(), true, watch));
                state = ledger.state();
            }
            long next = state.lastRun() + 1;
            Optional<Long> version = job.quarantine().version(job.table());
            plans.reached(Milestone.LISTED);
            if (version.isPresent()) {
                Plan plan = Plan.over(choice.at(version.get()), kind, next, state.bookmark());
                reports.add(plans.run(plan, false, watch));
            } else {
                reports.add(plans.nothingNew(Plan.over(choice, kind, next, state.bookmark()), 0, watch));
            }
            return reports;
        }
    }

    private void mustBeOverQuarantine(Kind kind, Plan unfinished) {
        if (unfinished.kind() == Kind.CLEAN) {
            throw Failure.broken(
                    "Cannot %s: run %d has not ended. Run `pinpipe clean %s`, then try again."
                            .formatted(kind.does(job.table()), unfinished.run(), job.table()),
                    null);
        }
    }
}
