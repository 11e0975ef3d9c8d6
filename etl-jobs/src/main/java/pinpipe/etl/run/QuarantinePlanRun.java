package pinpipe.etl.run;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.Quarantine;

/**
 * Does one plan over the lines in quarantine, and keeps the end in the ledger. The lines are read as they were when the
 * plan was made, so that a second attempt does what the first one did.
 *
 * @param lease under which this is done
 * @param watcher is told of every step
 */
record QuarantinePlanRun(TableJob job, RunLedger ledger, Lease lease, Milestone.Watcher watcher) {
    /**
     * Does a plan; one that would change nothing is neither done nor kept.
     *
     * @param again true if it was kept before, and an earlier attempt may have done a part of it
     */
    Report run(Plan plan, boolean again, Stopwatch watch) {
        Unfinished.mustNotForget(job.table(), plan);
        try (CachedDatasets cached = new CachedDatasets()) {
            Dataset<Row> lines = cached.keep(lines(plan));
            long count = lines.count();
            return plan.kind() == Kind.REPLAY
                    ? replay(plan, again, lines, count, cached, watch)
                    : discard(plan, again, lines, count, watch);
        }
    }

    private Report replay(
            Plan plan, boolean again, Dataset<Row> lines, long count, CachedDatasets cached, Stopwatch watch) {
        CleanedLines cleaned = CleanedLines.of(job.definition(), placed(lines));
        try {
            Batch batch = cleaned.ofQuarantine(ledger.transaction(plan.run(), again), count);
            return replay(plan, again, lines, count, batch, cached, watch);
        } finally {
            cleaned.release();
        }
    }

    private Report replay(
            Plan plan,
            boolean again,
            Dataset<Row> lines,
            long count,
            Batch batch,
            CachedDatasets cached,
            Stopwatch watch) {
        List<String> rules = again ? OlderRules.giveWay(plan, job, ledger) : List.of();
        ClassifiedBatch classified = job.classify(batch, cached);
        Dataset<Row> rejected = cached.keep(classified.rejections().lines());
        Dataset<Row> good = cached.keep(Quarantine.without(lines, rejected));
        long leave = good.count();
        if (!again && leave == 0 && Quarantine.changed(lines, rejected).isEmpty()) {
            return nothingNew(plan, count, watch);
        }
        Report report = job.report(batch, classified, watch).warning(rules);
        return attempt(plan, again, () -> {
            reached(Milestone.READ);
            Report written = job.write(batch, classified, report, this::reached, watch);
            // The table first: a line that is in neither, however short, would be lost by a kill.
            if (leave > 0) {
                job.quarantine().remove(job.table(), good);
            }
            return written.as(Kind.REPLAY).quarantining(-leave);
        });
    }

    private Report discard(Plan plan, boolean again, Dataset<Row> lines, long count, Stopwatch watch) {
        if (!again && count == 0) {
            return nothingNew(plan, 0, watch);
        }
        Counts counts = Counts.ofLines(count, reasons(lines));
        Report report = Report.counted(job.table(), plan.run(), Source.nothing(List.of()), counts, watch.lap());
        return attempt(plan, again, () -> {
            reached(Milestone.READ);
            job.quarantine().remove(job.table(), lines);
            reached(Milestone.WRITTEN);
            return report.written(job.version(), watch.lap()).as(Kind.DISCARD).quarantining(-count);
        });
    }

    /** Keeps the plan where it is not kept yet, does it, and keeps its end. */
    private Report attempt(Plan plan, boolean again, Supplier<Report> writing) {
        if (!again) {
            ledger.planned(plan);
            reached(Milestone.PLANNED);
        }
        Stopwatch watch = new Stopwatch();
        try {
            Report report = writing.get();
            lease.mustHold();
            report = report.planned(0, report.seconds().read() + watch.total());
            ledger.ended(report, plan.before());
            watcher.reached(Milestone.ENDED);
            return report;
        } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
            new Attempt(plan.kind().does(job.table()), ledger, lease).failed(plan.run(), failure);
            throw failure;
        }
    }

    /** The report of a plan that would change nothing. */
    Report nothingNew(Plan plan, long lines, Stopwatch watch) {
        Counts counts = Counts.ofLines(lines, Map.of());
        return Report.counted(job.table(), plan.run() - 1, Source.nothing(List.of()), counts, watch.lap())
                .as(plan.kind())
                .as("nothing_new");
    }

    private static Map<String, Long> reasons(Dataset<Row> lines) {
        Map<String, Long> reasons = new TreeMap<>();
        lines.select(explode(col("reasons")).as("reason"))
                .groupBy("reason")
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> reasons.put(row.getString(0), row.getLong(1)));
        return reasons;
    }

    /** What became of each record of a replay that has ended: its place, its key, what it was rejected for, its outcome. */
    Dataset<Row> outcomes(Plan plan, CachedDatasets cached) {
        Dataset<Row> lines = cached.keep(lines(plan));
        Dataset<Row> before = lines.groupBy(
                        col("topic").as("_of"),
                        col("partition").as("_in"),
                        col("offset").as("_at"),
                        col("position").as("_line"))
                .agg(array_join(sort_array(array_distinct(flatten(collect_set("reasons")))), ", ")
                        .as("rejected_for"));
        String[] place = {"_of", "_in", "_at", "_line"};
        CleanedLines cleaned = CleanedLines.of(job.definition(), placed(lines));
        cached.keep(cleaned.rows());
        return job.outcomes(cleaned.ofQuarantine(ledger.transaction(plan.run(), true), cleaned.lines()))
                .withColumn("_of", col("topic"))
                .withColumn("_in", col("partition"))
                .withColumn("_at", col("offset"))
                .join(before, place)
                .withColumn("reasons", coalesce(array_join(col("_reasons"), ", "), lit("")))
                .withColumnRenamed("_outcome", "became")
                .drop("_of", "_in", "_at", "_line", "_reasons");
    }

    /** The lines of a plan, as they were when it was made. */
    private Dataset<Row> lines(Plan plan) {
        return job.quarantine().lines(job.table(), plan.choice());
    }

    private static Dataset<Row> placed(Dataset<Row> lines) {
        return lines.select(
                col("raw"),
                struct("topic", "partition", "offset", "position", "object").as("lineage"));
    }

    /** No step follows without the lease. */
    void reached(Milestone step) {
        watcher.reached(step);
        lease.mustHold();
    }
}
