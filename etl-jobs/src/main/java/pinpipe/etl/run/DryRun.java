package pinpipe.etl.run;

import java.io.IOException;
import java.util.Optional;
import pinpipe.cli.Failure;

/** Says what doing a plan would come to: reads for real, and writes nothing anywhere. */
record DryRun(PlanReading reading, TableJob job, RunLedger ledger, OffsetGaps gaps) {
    /**
     * The report that the run of this plan would give, with the status {@code planned}, or {@code rejected}.
     *
     * @param again true if an attempt at the plan may have done a part of it
     * @param fresh what is known of the objects to be read, and of gaps that wait
     */
    Report of(Plan plan, boolean again, Fresh fresh, Stopwatch watch) throws IOException {
        double planning = watch.lap();
        try {
            job.expects(plan.bytes());
            PlanReading.Opened opened = reading.open(plan, fresh);
            Source source = opened.settled().source();
            if (gaps.stop(source, fresh.objects())) {
                opened.objects().close();
                return Report.stopped(job.table(), plan.run(), job.version(), source.stopped());
            }
            return job.plan(reading.batch(opened, ledger.transaction(plan.run(), again)))
                    .planned(planning, watch.lap())
                    .warning(OffsetGaps.warnings(reading.topic(), plan, source));
        } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
            Optional<Failure> unreadable = reading.unreadable(failure, plan);
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            throw failure;
        }
    }
}
