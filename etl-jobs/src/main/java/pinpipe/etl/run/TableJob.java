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
import pinpipe.etl.ingest.RejectedLines;
import pinpipe.etl.ingest.TableSchema;
import pinpipe.etl.io.CleanTables;
import pinpipe.etl.io.KeyRange;
import pinpipe.etl.io.News;
import pinpipe.etl.io.PlanCompilation;
import pinpipe.etl.io.Quarantine;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.Transaction;
import pinpipe.etl.io.Written;

/**
 * Makes a batch part of its table: sift, count, judge, and only then write. Batch from the landing, batch from the topic
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
    private final News news;
    private final Budget budget;

    /**
     * The job of one table.
     *
     * @param warehouse where its quarantine and its news lie
     * @param tables the clean tables of that warehouse, in their format
     * @param budget above how much refused nothing is written
     */
    public TableJob(Table table, CleanTables tables, SparkSession spark, String warehouse, Budget budget) {
        this.table = table;
        this.tables = tables;
        this.spark = spark;
        this.warehouse = warehouse;
        this.quarantine = new Quarantine(spark, warehouse);
        this.news = new News(spark, warehouse);
        this.budget = budget;
    }

    /** The table's name. */
    public String table() {
        return table.name();
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
    void forgetRefused(Transaction run) {
        quarantine.forget(table.name(), run);
    }

    /**
     * What the table, the news and the quarantine say of lines that have come again.
     *
     * @param byOthers the last run that was done by other rules than today's
     */
    Evidence evidence(Dataset<Row> lines, Transaction run, long byOthers) {
        Dataset<Row> records = Evidence.records(table, lines);
        Dataset<Row> heard = news.of(table.name(), TableSchema.keyType(table));
        return Evidence.of(Stream.of(
                        tables.held(table.name(), run).map(rows -> Evidence.inRows(table, records, rows, byOthers)),
                        quarantine.lines(table.name()).map(refused -> Evidence.inLines(lines, refused)),
                        Optional.of(Evidence.inNews(records, heard)))
                .flatMap(Optional::stream));
    }

    /**
     * Runs one batch. The report's status is {@code committed}, or {@code refused} and then the table is untouched.
     *
     * @param watcher is told of the steps from {@link Milestone#READ} to {@link Milestone#WRITTEN}
     */
    public Report run(Batch batch, Milestone.Watcher watcher) {
        Stopwatch watch = new Stopwatch();
        try (Held held = new Held()) {
            Sifted sifted = sift(batch, held);
            Report report = report(batch, sifted, watch);
            batch.release().run();
            watcher.reached(Milestone.READ);
            return budget.passedBy(report.counts())
                    ? report.as("refused")
                    : write(batch, sifted, report, watcher, watch);
        }
    }

    /** Gives each record of a batch its fate; nothing is written. */
    Sifted sift(Batch batch, Held held) {
        return Sifted.of(batch, table, kept -> compared(kept, batch, held::keep), held);
    }

    /** Writes what was sifted, however much of it is refused. */
    Report write(Batch batch, Sifted sifted, Report report, Milestone.Watcher watcher, Stopwatch watch) {
        Refusals refusals = sifted.refusals();
        long quarantined = 0;
        if (refusals.count() > 0) {
            quarantined = quarantine.add(table.name(), refusedLines(sifted), batch.transaction());
        }
        watcher.reached(Milestone.QUARANTINED);
        Winners winners = sifted.winners();
        if (winners.news() > 0) {
            news.add(table.name(), winners.news(table.key()), batch.transaction());
        }
        watcher.reached(Milestone.TOLD);
        Written written = write(batch, winners);
        watcher.reached(Milestone.WRITTEN);
        return report.quarantining(quarantined).written(written.version(), watch.lap());
    }

    /** The lines that the refused records came from, as the quarantine keeps them. */
    Dataset<Row> refusedLines(Sifted sifted) {
        return RejectedLines.of(sifted.refusals().records());
    }

    /** What a batch becomes, or has become where its transaction is done again: see {@link RecordOutcomes}. */
    Dataset<Row> outcomes(Batch batch, Held held) {
        Dataset<Row> records =
                held.keep(CleanedRecords.of(table, batch.records()).records());
        return RecordOutcomes.of(
                table, records, compared(new LatestRecords(table).of(records), batch, UnaryOperator.identity()));
    }

    /** The lines that the table has refused. */
    Quarantine quarantine() {
        return quarantine;
    }

    /**
     * Sifts and counts a batch as {@link #run} does, and writes nothing. The report's status is {@code planned}, or
     * {@code refused} where the run would be; it also says which new fields were seen.
     */
    public Report plan(Batch batch) {
        Stopwatch watch = new Stopwatch();
        try (Held held = new Held()) {
            Sifted sifted = sift(batch, held);
            Report report = report(batch, sifted, watch).seeing(sifted.newFields());
            batch.release().run();
            return report.as(budget.passedBy(report.counts()) ? "refused" : "planned");
        }
    }

    /**
     * A rebuild knows of no rows, and of all that was heard only that rows are gone: that may have landed no more.
     *
     * @param hold is asked to hold what was compared with rows: against none it costs less to ask a second time
     */
    private Dataset<Row> compared(Dataset<Row> kept, Batch batch, UnaryOperator<Dataset<Row>> hold) {
        Dataset<Row> heard = news.of(table.name(), TableSchema.keyType(table));
        Optional<Dataset<Row>> rows =
                batch.rebuild() ? Optional.empty() : tables.held(table.name(), batch.transaction());
        if (batch.lines() <= SENT_TO_ALL && rows.filter(KeyRange::paysFor).isPresent()) {
            KeyRange keys = KeyRange.of(kept, table.key());
            rows = rows.map(held -> ChangeDetector.rowsOf(table, kept, held.where(keys.holds(table.key()))));
            heard = heard.where(keys.holds("key"));
        }
        Dataset<Row> all = ChangeDetector.of(table, kept, rows, batch.rebuild() ? heard.where("deleted") : heard);
        return rows.isPresent() ? hold.apply(all) : all;
    }

    /** The report of what was sifted and is not written yet. */
    Report report(Batch batch, Sifted sifted, Stopwatch watch) {
        return Report.counted(table.name(), batch.transaction().run(), batch.source(), sifted.counts(), watch.lap());
    }

    private Written write(Batch batch, Winners winners) {
        Written expected = new Written(null, winners.having("inserted"), winners.having("updated"));
        if (!batch.rebuild() && expected.changesNothing() && tables.exists(table.name())) {
            return new Written(tables.version(table.name()), 0, 0);
        }
        Dataset<Row> changes = winners.changes(batch.transaction().run());
        Written written = batch.rebuild()
                ? tables.replace(table.name(), changes, batch.transaction())
                : tables.merge(table.name(), table.key(), changes, expected, batch.transaction());
        Books.mustAgree(table.name(), expected, written);
        return written;
    }

    /** The sentence for a run that was refused. */
    public Failure refusal(Report report) {
        return MadeAgain.refusal(report)
                .or(() -> OffsetGaps.refusal(report))
                .orElseGet(() -> budget.refusal(table.name(), report.counts()));
    }
}
