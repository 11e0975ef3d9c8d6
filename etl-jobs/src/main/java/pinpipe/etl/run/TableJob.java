package pinpipe.etl.run;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.ingest.ChangeDetector;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.ingest.LatestRecords;
import pinpipe.etl.ingest.RecordOutcomes;
import pinpipe.etl.io.CleanTables;
import pinpipe.etl.io.KeyRange;
import pinpipe.etl.io.KeyVersions;
import pinpipe.etl.io.PlanCompilation;
import pinpipe.etl.io.Quarantine;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.Transaction;
import pinpipe.etl.io.Written;

/**
 * Makes a batch part of its table: classify, count, check the limits, and only then write. Batch from the landing, batch from the topic
 * and the stream all end here.
 */
public final class TableJob {
    /** Of not more lines than these the keys are sent to all tasks. */
    private static final long SENT_TO_ALL = 1_000_000;

    private final Table table;
    private final CleanTables tables;
    private final SparkSession spark;
    private final String warehouse;
    private final Quarantine quarantine;
    private final KeyVersions keyVersions;
    private final Budget budget;

    /**
     * The job of one table.
     *
     * @param warehouse where its quarantine and its key versions lie
     * @param tables the clean tables of that warehouse, in their format
     * @param budget above how much rejected nothing is written
     */
    public TableJob(Table table, CleanTables tables, SparkSession spark, String warehouse, Budget budget) {
        this.table = table;
        this.tables = tables;
        this.spark = spark;
        this.warehouse = warehouse;
        this.quarantine = new Quarantine(spark, warehouse);
        this.keyVersions = new KeyVersions(spark, warehouse);
        this.budget = budget;
    }

    /** The table's name. */
    public String table() {
        return table.name();
    }

    /** The table's definition. */
    Table definition() {
        return table;
    }

    /** The table's version, or null where it has none yet. */
    Long version() {
        return tables.version(table.name());
    }

    /** Says how many bytes are to be read, besides the table itself. */
    void expects(long bytes) throws IOException {
        PlanCompilation.over(spark, bytes + Store.at(spark, warehouse).bytes(table.name()));
    }

    /** True if an earlier attempt of this run has written the table. */
    boolean wrote(Transaction run) {
        return tables.wrote(table.name(), run);
    }

    /** Takes out of quarantine what an earlier attempt of this run has put there. */
    void forgetRejected(Transaction run) {
        quarantine.forget(table.name(), run);
    }

    /**
     * What the table, the key versions and the quarantine say of records that have come again.
     *
     * @param cleaned the records, all with their lines
     * @param byOthers the last run that was done by other rules than today's
     */
    Evidence evidence(Dataset<Row> cleaned, Transaction run, long byOthers) {
        Dataset<Row> lines = CleanedRecords.lines(cleaned);
        Dataset<Row> records = Evidence.records(table, cleaned);
        return Evidence.of(Stream.of(
                        tables.held(table.name(), run).map(rows -> Evidence.inRows(table, records, rows, byOthers)),
                        quarantine.lines(table.name()).map(rejected -> Evidence.inLines(lines, rejected)),
                        keyVersions.of(table.name()).map(heard -> Evidence.inKeyVersions(records, heard)))
                .flatMap(Optional::stream));
    }

    /**
     * Runs one batch. The report's status is {@code committed}, or {@code rejected} and then the table is untouched.
     *
     * @param watcher is told of the steps from {@link Milestone#READ} to {@link Milestone#WRITTEN}
     */
    public Report run(Batch batch, Milestone.Watcher watcher) {
        Stopwatch watch = new Stopwatch();
        try (CachedDatasets cached = new CachedDatasets()) {
            ClassifiedBatch classified = classify(batch, cached);
            Report report = report(batch, classified, watch);
            watcher.reached(Milestone.READ);
            return budget.passedBy(report.counts())
                    ? report.as("rejected")
                    : write(batch, classified, report, watcher, watch);
        } finally {
            batch.release().run();
        }
    }

    /** Gives each record of a batch its outcome; nothing is written. */
    ClassifiedBatch classify(Batch batch, CachedDatasets cached) {
        return ClassifiedBatch.of(batch, table, latest -> compared(latest, batch, cached::keep), cached);
    }

    /** Writes what was classified, however much of it is rejected. */
    Report write(Batch batch, ClassifiedBatch classified, Report report, Milestone.Watcher watcher, Stopwatch watch) {
        Rejections rejections = classified.rejections();
        long quarantined = 0;
        if (rejections.records() > 0) {
            quarantined = quarantine.add(table.name(), rejections.lines(), batch.transaction());
        }
        watcher.reached(Milestone.QUARANTINED);
        ClassifiedRecords good = classified.good();
        if (good.keyVersions() > 0) {
            keyVersions.add(table.name(), good.keyVersions(table.key()), batch.transaction());
        }
        watcher.reached(Milestone.TOLD);
        Written written = write(batch, good);
        watcher.reached(Milestone.WRITTEN);
        return report.quarantining(quarantined).written(written.version(), watch.lap());
    }

    /** What a batch becomes, or has become where its transaction is done again: see {@link RecordOutcomes}. */
    Dataset<Row> outcomes(Batch batch) {
        Dataset<Row> records = CleanedRecords.of(table, batch.rows());
        Dataset<Row> latest = new LatestRecords(table).byOrder(records);
        return RecordOutcomes.of(table, records, compared(latest, batch, UnaryOperator.identity()));
    }

    /** The lines that the table has rejected. */
    Quarantine quarantine() {
        return quarantine;
    }

    /**
     * Classifies and counts a batch as {@link #run} does, and writes nothing. The report's status is {@code planned}, or
     * {@code rejected} where the run would be; it also says which new fields were seen.
     */
    public Report plan(Batch batch) {
        Stopwatch watch = new Stopwatch();
        try (CachedDatasets cached = new CachedDatasets()) {
            ClassifiedBatch classified = classify(batch, cached);
            Report report = report(batch, classified, watch).seeing(classified.newFields());
            return report.as(budget.passedBy(report.counts()) ? "rejected" : "planned");
        } finally {
            batch.release().run();
        }
    }

    /**
     * A rebuild knows of no rows, and of all that was heard only that rows are gone: that may have landed no more.
     *
     * @param cache caches what was compared with rows: against none it costs less to compare a second time
     */
    private Dataset<Row> compared(Dataset<Row> latest, Batch batch, UnaryOperator<Dataset<Row>> cache) {
        Optional<Dataset<Row>> heard = keyVersions.of(table.name());
        Optional<Dataset<Row>> rows =
                batch.rebuild() ? Optional.empty() : tables.held(table.name(), batch.transaction());
        if (rows.filter(KeyRange::paysFor).isPresent()) {
            KeyRange keys = KeyRange.of(latest, table.key());
            boolean few = batch.lines() <= SENT_TO_ALL;
            rows = rows.map(existing -> existing.where(keys.holds(table.key())))
                    .filter(existing -> existing.inputFiles().length > 0)
                    .map(existing -> few ? ChangeDetector.rowsOf(table, latest, existing) : existing);
            heard = heard.map(known -> known.where(keys.holds("key")));
        }
        Dataset<Row> all = ChangeDetector.of(
                table, latest, rows, batch.rebuild() ? heard.map(known -> known.where("deleted")) : heard);
        return rows.isPresent() ? cache.apply(all) : all;
    }

    /** The report of what was classified and is not written yet. */
    Report report(Batch batch, ClassifiedBatch classified, Stopwatch watch) {
        return Report.counted(
                table.name(), batch.transaction().run(), batch.source(), classified.counts(), watch.lap());
    }

    private Written write(Batch batch, ClassifiedRecords good) {
        Written expected = new Written(null, good.having("inserted"), good.having("updated"));
        if (!batch.rebuild() && expected.changesNothing() && tables.exists(table.name())) {
            return new Written(tables.version(table.name()), 0, 0);
        }
        Dataset<Row> changes = good.changes(batch.transaction().run());
        Written written = batch.rebuild()
                ? tables.replace(TableLayouts.of(table), changes, batch.transaction())
                : tables.merge(TableLayouts.of(table), changes, expected, batch.transaction());
        Reconciliation.requireWritten(table.name(), expected, written);
        return written;
    }

    /** The sentence for a run that was rejected. */
    public Failure rejection(Report report) {
        return MadeAgain.rejection(report)
                .or(() -> OffsetGaps.rejection(report))
                .orElseGet(() -> budget.rejection(table.name(), report.counts()));
    }
}
