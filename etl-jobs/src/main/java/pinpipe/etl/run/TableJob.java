package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cli.Failure;
import pinpipe.etl.flow.Comparison;
import pinpipe.etl.flow.Flow;
import pinpipe.etl.flow.Table;
import pinpipe.etl.io.CleanTables;
import pinpipe.etl.io.Quarantine;
import pinpipe.etl.io.Written;

/**
 * Makes a batch part of its table: sift, count, judge, and only then write. Batch from the landing, batch from the topic
 * and the stream all end here.
 */
public final class TableJob {
    private final Table table;
    private final CleanTables tables;
    private final Quarantine quarantine;
    private final double maxRefusedShare;

    /**
     * The job of one table.
     *
     * @param maxRefusedShare the share of refused records, 0 to 1, above which nothing is written
     */
    public TableJob(Table table, CleanTables tables, Quarantine quarantine, double maxRefusedShare) {
        this.table = table;
        this.tables = tables;
        this.quarantine = quarantine;
        this.maxRefusedShare = maxRefusedShare;
    }

    /** The table's name. */
    public String table() {
        return table.name();
    }

    /** The table's version, or null where it has none yet. */
    Long version() {
        return tables.version(table.name());
    }

    /** Runs one batch. The report's status is {@code committed}, or {@code refused} and then the table is untouched. */
    public Report run(Batch batch) {
        Stopwatch watch = new Stopwatch();
        Flow flow = new Flow(table);
        try (Held held = new Held()) {
            Dataset<Row> settled = flow.settle(held.keep(flow.check(batch.records())));
            Tally tally = Tally.of(settled, table);
            Refusals refusals = Refusals.of(held.keep(flow.refused(settled)), tally, table);
            Dataset<Row> compared = held.keep(compared(flow.kept(settled), batch));
            Report report = report(batch, tally, refusals, compared, watch);
            batch.release().run();
            if (limitPassed(report)) {
                return report.as("refused");
            }
            if (refusals.count() > 0) {
                quarantine.add(table.name(), flow.lines(refusals.records()), report.run());
            }
            Written written = write(batch, report, compared);
            return report.written(written.version(), watch.lap());
        }
    }

    private Dataset<Row> compared(Dataset<Row> kept, Batch batch) {
        Optional<Dataset<Row>> held =
                batch.rebuild() ? Optional.empty() : tables.held(table.name(), batch.transaction());
        return Comparison.of(table, kept, held);
    }

    private Report report(Batch batch, Tally tally, Refusals refusals, Dataset<Row> compared, Stopwatch watch) {
        Map<String, Long> kept = new TreeMap<>();
        compared.groupBy("_fate").count().collectAsList().forEach(row -> kept.put(row.getString(0), row.getLong(1)));
        long winners = kept.values().stream().mapToLong(Long::longValue).sum();
        Counts.Fates fates = new Counts.Fates(
                kept.getOrDefault("inserted", 0L),
                kept.getOrDefault("updated", 0L),
                kept.getOrDefault("unchanged", 0L),
                kept.getOrDefault("stale", 0L),
                tally.read() - winners - refusals.count(),
                refusals.count());
        Books.mustBalance(table.name(), batch.lines(), tally, fates);
        Counts counts = new Counts(
                batch.lines(),
                tally.read(),
                fates,
                refusals.reasons(),
                tally.repairs(),
                tally.opened(),
                tally.rescued());
        return Report.counted(table.name(), batch.transaction().run(), batch.source(), counts, watch.lap());
    }

    private Written write(Batch batch, Report report, Dataset<Row> compared) {
        Counts.Fates fates = report.fates();
        Written expected = new Written(null, fates.inserted(), fates.updated());
        Dataset<Row> winners =
                compared.where(col("_fate").isin("inserted", "updated")).drop("_fate");
        Dataset<Row> changes = stamped(winners, report.run());
        if (!batch.rebuild() && fates.inserted() + fates.updated() == 0 && tables.exists(table.name())) {
            return new Written(tables.version(table.name()), 0, 0);
        }
        Written written = batch.rebuild()
                ? tables.replace(table.name(), changes, batch.transaction())
                : tables.merge(table.name(), table.key(), changes, expected, batch.transaction());
        Books.mustAgree(table.name(), expected, written);
        return written;
    }

    private static Dataset<Row> stamped(Dataset<Row> changes, long run) {
        return changes.withColumn(
                "_lineage",
                struct(
                        col("_lineage.topic"),
                        col("_lineage.partition"),
                        col("_lineage.offset"),
                        col("_lineage.position"),
                        col("_lineage.object"),
                        lit(run).as("run")));
    }

    private boolean limitPassed(Report report) {
        return report.counts().read() > 0
                && (double) report.fates().refused() / report.counts().read() > maxRefusedShare;
    }

    /** The sentence for a run that was refused. */
    public Failure refusal(Report report) {
        String mostly = report.counts().reasons().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        return Failure.dataRefused(
                "Cannot clean %s: %.1f%% of %,d records refused (allowed %.1f%%), mostly %s. Mend the source, or allow more with --max-refused-share; --report FILE has all reasons."
                        .formatted(
                                table.name(),
                                100.0
                                        * report.fates().refused()
                                        / report.counts().read(),
                                report.counts().read(),
                                100 * maxRefusedShare,
                                mostly));
    }
}
