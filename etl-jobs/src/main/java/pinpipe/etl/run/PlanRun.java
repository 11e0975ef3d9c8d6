package pinpipe.etl.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.Store;

/**
 * Does one plan: reads its objects, makes them part of the table, and keeps the end in the ledger.
 *
 * @param lease under which this is done
 * @param watcher is told of every step
 */
record PlanRun(
        PlanReading reading, TableJob job, RunLedger ledger, OffsetGaps gaps, Lease lease, Milestone.Watcher watcher) {
    /**
     * Does a plan.
     *
     * @param again true if an earlier attempt may have done a part of it
     * @param fresh what is known of the objects to be read, and of gaps that wait
     */
    Report run(Plan plan, boolean again, Fresh fresh, Stopwatch watch) throws IOException {
        double planning = watch.lap();
        try {
            List<String> rules = again ? OlderRules.giveWay(plan, job, ledger) : List.of();
            PlanReading.Opened opened = reading.open(plan, fresh);
            Settlement settled = opened.settled();
            if (gaps.stop(settled.source(), fresh.objects())) {
                opened.records().release().run();
                return stopped(plan, again, settled.source());
            }
            if (settled.objects().size() < plan.objects().size()) {
                ledger.amended(plan.only(settled.objects()));
            }
            Report report = job.run(reading.batch(opened, ledger.transaction(plan.run(), again)), this::reached)
                    .planned(planning, watch.lap())
                    .warning(rules)
                    .warning(OffsetGaps.warnings(reading.topic(), plan, settled.source()));
            ledger.ended(report, report.status().equals("committed") ? settled.after() : plan.before());
            watcher.reached(Milestone.ENDED);
            return report;
        } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
            Optional<Failure> unreadable = reading.unreadable(failure, plan);
            keep(plan.run(), unreadable.isPresent() ? unreadable.get() : failure);
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            throw failure;
        }
    }

    /** The end of a run that may not pass a gap. A plan that was begun before stays: its first attempt may have written. */
    private Report stopped(Plan plan, boolean again, Source source) {
        Report report = Report.stopped(job.table(), plan.run(), job.version(), source.stopped());
        if (again) {
            ledger.failed(plan.run(), OffsetGaps.refusal(report).orElseThrow().getMessage());
        } else {
            ledger.ended(report, plan.before());
        }
        return report;
    }

    /** The ledger is told why an attempt failed, if it can still be told anything. */
    private void keep(long run, Exception failure) {
        try {
            lease.mustHold(); // else the ledger is another's by now
            Failure told = failure instanceof Failure known ? known : Store.explain("clean " + job.table(), failure);
            ledger.failed(run, told != null ? told.getMessage() : Causes.firstLine(Causes.root(failure)));
        } catch (Exception unreachable) {
            failure.addSuppressed(unreachable);
        }
    }

    /** No step follows without the lease. */
    void reached(Milestone step) {
        watcher.reached(step);
        lease.mustHold();
    }
}
