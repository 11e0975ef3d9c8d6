package pinpipe.etl.run;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Landing;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.ObjectName;
import pinpipe.etl.io.Records;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.Transaction;

/**
 * Does one plan: reads its objects, makes them part of the table, and keeps the end in the ledger.
 *
 * @param passBefore gaps before objects that were written before this instant are passed, in milliseconds since 1970
 * @param lease under which this is done
 * @param watcher is told of every step
 */
record PlanRun(
        Landing landing,
        String topic,
        TableJob job,
        RunLedger ledger,
        long passBefore,
        OffsetGaps gaps,
        Lease lease,
        Milestone.Watcher watcher) {
    /** What a reader says of bytes that it cannot unpack; what a store says against us has classes of its own. */
    private static final Set<Class<?>> OF_CONTENT = Set.of(IOException.class, EOFException.class, ZipException.class);

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
            Records records = landing.read(plan.objects());
            Settlement settled = Settlement.of(plan, landing.lines(records, plan.objects()), fresh.open(), passBefore);
            if (gaps.stop(settled.source(), fresh.objects())) {
                records.release().run();
                return stopped(plan, again, settled.source());
            }
            if (settled.objects().size() < plan.objects().size()) {
                ledger.amended(plan.only(settled.objects()));
            }
            Transaction transaction = ledger.transaction(plan.run(), again);
            Batch batch = new Batch(
                    transaction,
                    plan.rebuild(),
                    settled.consumedOf(records.lines(), ObjectName.folder(topic)),
                    settled.lines(),
                    settled.source(),
                    records.release());
            Report report = job.run(batch, this::reached)
                    .planned(planning, watch.lap())
                    .warning(rules)
                    .warning(OffsetGaps.warnings(topic, plan, settled.source()));
            ledger.ended(report, report.status().equals("committed") ? settled.after() : plan.before());
            watcher.reached(Milestone.ENDED);
            return report;
        } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
            Optional<Failure> unreadable = unreadable(failure, plan);
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

    /** Where an object ended too early or is no gzip, the sentence that names it. */
    private Optional<Failure> unreadable(Exception failure, Plan plan) {
        Throwable root = Causes.root(failure);
        if (!OF_CONTENT.contains(root.getClass())) {
            return Optional.empty();
        }
        return landing.firstBroken(plan.objects())
                .map(object -> Failure.dataRefused(
                        "Cannot clean %s: %s cannot be read whole (%s). Put the whole object in its place, then run again with --rebuild."
                                .formatted(job.table(), object, Causes.firstLine(root))));
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
