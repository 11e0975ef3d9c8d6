package pinpipe.etl.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Lease;

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
            job.expects(plan.bytes());
            List<String> rules = again ? OlderRules.giveWay(plan, job, ledger) : List.of();
            PlanReading.Opened opened = reading.open(plan, fresh);
            Settlement settled = opened.settled();
            if (gaps.stop(settled.source(), fresh.objects())) {
                opened.objects().close();
                return stopped(plan, again, settled.source());
            }
            if (settled.objects().size() < plan.objects().size()) {
                ledger.amended(plan.only(settled.objects()));
            }
            Report report = quarantining(
                            job.run(reading.batch(opened, ledger.transaction(plan.run(), again)), this::reached),
                            plan,
                            again)
                    .planned(planning, watch.lap())
                    .warning(rules)
                    .warning(OffsetGaps.warnings(reading.topic(), plan, settled.source()));
            ledger.ended(report, report.status().equals("committed") ? settled.after() : plan.before());
            watcher.reached(Milestone.ENDED);
            return report;
        } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
            Optional<Failure> unreadable = reading.unreadable(failure, plan);
            new Attempt(plan.kind().does(job.table()), ledger, lease)
                    .failed(plan.run(), unreadable.isPresent() ? unreadable.get() : failure);
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            throw failure;
        }
    }

    /**
     * An earlier attempt, or a run that a rebuild has left behind, may have brought lines in and has told nobody: then they
     * count here.
     */
    private Report quarantining(Report report, Plan plan, boolean again) {
        boolean counted = !again && plan.run() == ledger.lastEnd() + 1;
        if (counted || report.status().equals("rejected")) {
            return report;
        }
        Map<Long, Long> lines = job.quarantine().linesAfter(job.table(), ledger.lastEnd());
        Set<Long> ours = Set.of(plan.run());
        StreamRuns told = ours.containsAll(lines.keySet())
                ? StreamRuns.NONE
                : ledger.state().streams();
        return report.quarantining(lines.entrySet().stream()
                .filter(each -> ours.contains(each.getKey()) || !told.include(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum());
    }

    /** What does the plans of another kind, under the same lease. */
    QuarantinePlanRun overQuarantine() {
        return new QuarantinePlanRun(job, ledger, lease, watcher);
    }

    /** The end of a run that found another topic; it was not even planned. */
    Report rejected(long run, Bookmark bookmark, MadeAgain found) {
        Report report = found.rejected(job, run);
        lease.mustHold();
        ledger.ended(report, bookmark);
        return report;
    }

    /** This, for the rest of a topic that is gone: no gap in it is waited for. */
    PlanRun waitingForNothing() {
        return new PlanRun(reading.waitingForNothing(), job, ledger, gaps, lease, watcher);
    }

    /** The end of a run that may not pass a gap. A plan that was begun before stays: its first attempt may have written. */
    private Report stopped(Plan plan, boolean again, Source source) {
        Report report = Report.stopped(job.table(), plan.run(), job.version(), source.stopped());
        if (again) {
            ledger.failed(plan.run(), OffsetGaps.rejection(report).orElseThrow().getMessage());
        } else {
            ledger.ended(report, plan.before());
        }
        return report;
    }

    /** No step follows without the lease. */
    void reached(Milestone step) {
        watcher.reached(step);
        lease.mustHold();
    }
}
