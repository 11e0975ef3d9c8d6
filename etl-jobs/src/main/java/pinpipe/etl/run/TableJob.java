package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
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
        Dataset<Row> checked = held(flow.check(batch.records()));
        Dataset<Row> settled = flow.settle(checked);
        Dataset<Row> refused = held(flow.refused(settled));
        Tally tally = Tally.of(settled, table);
        Dataset<Row> compared = held(compared(flow.kept(settled), batch));
        try {
            Report report = report(batch, tally, refused, compared, watch);
            batch.release().run();
            return limitPassed(report)
                    ? report.as("refused")
                    : write(batch, report, flow.lines(refused), compared, watch);
        } finally {
            List.of(checked, refused, compared).forEach(Dataset::unpersist);
        }
    }

    private Dataset<Row> compared(Dataset<Row> kept, Batch batch) {
        Optional<Dataset<Row>> held =
                batch.rebuild() ? Optional.empty() : tables.held(table.name(), batch.transaction());
        return Comparison.of(table, kept, held);
    }

    private Report report(Batch batch, Tally tally, Dataset<Row> refused, Dataset<Row> compared, Stopwatch watch) {
        Map<String, Long> fates = new TreeMap<>();
        compared.groupBy("_fate").count().collectAsList().forEach(row -> fates.put(row.getString(0), row.getLong(1)));
        long refusedCount = refused.count();
        long kept = fates.values().stream().mapToLong(Long::longValue).sum();
        Report.Fates all = new Report.Fates(
                fates.getOrDefault("inserted", 0L),
                fates.getOrDefault("updated", 0L),
                fates.getOrDefault("unchanged", 0L),
                fates.getOrDefault("stale", 0L),
                tally.read() - kept - refusedCount,
                refusedCount);
        Books.mustBalance(table.name(), batch.lines(), tally, all);
        return new Report(
                table.name(),
                batch.transaction().run(),
                "committed",
                batch.source(),
                batch.lines(),
                tally.read(),
                all,
                Tally.each(refused, "_reasons"),
                tally.repairs(),
                tally.opened(),
                tally.rescued(),
                new Report.Seconds(0, watch.lap(), 0, 0),
                tables.version(table.name()),
                List.of());
    }

    private Report write(
            Batch batch, Report report, Dataset<Row> refusedLines, Dataset<Row> compared, Stopwatch watch) {
        if (report.fates().refused() > 0) {
            quarantine.add(table.name(), refusedLines, report.run());
        }
        Report.Fates fates = report.fates();
        Written expected = new Written(null, fates.inserted(), fates.updated());
        Dataset<Row> changes =
                stamped(compared.where(col("_fate").isin("inserted", "updated")).drop("_fate"), report.run());
        Written written = expected;
        if (batch.rebuild()) {
            written = tables.replace(table.name(), changes, batch.transaction());
        } else if (fates.inserted() + fates.updated() > 0 || !tables.exists(table.name())) {
            written = tables.merge(table.name(), table.key(), changes, expected, batch.transaction());
        }
        Books.mustAgree(table.name(), expected, written);
        return report.written(written.version(), watch.lap());
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
        return report.read() > 0 && (double) report.fates().refused() / report.read() > maxRefusedShare;
    }

    /** The sentence for a run that was refused. */
    public Failure refusal(Report report) {
        String mostly = report.reasons().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        return Failure.dataRefused(
                "Cannot clean %s: %.1f%% of %,d records refused (allowed %.1f%%), mostly %s. Mend the source, or allow more with --max-refused-share; --report FILE has all reasons."
                        .formatted(
                                table.name(),
                                100.0 * report.fates().refused() / report.read(),
                                report.read(),
                                100 * maxRefusedShare,
                                mostly));
    }

    private static Dataset<Row> held(Dataset<Row> rows) {
        return rows.persist(StorageLevel.MEMORY_AND_DISK());
    }
}
