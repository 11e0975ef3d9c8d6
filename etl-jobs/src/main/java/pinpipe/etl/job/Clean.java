package pinpipe.etl.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.io.CleanTables;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.ParquetTables;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.run.Holder;
import pinpipe.etl.run.LandingRun;
import pinpipe.etl.run.MadeAgain;
import pinpipe.etl.run.OffsetGaps;
import pinpipe.etl.run.Report;
import pinpipe.etl.run.RunLedger;
import pinpipe.etl.run.TableJob;

/** Cleans tables from what has landed: what the four Clean jobs have in common, and the one that only plans. */
@picocli.CommandLine.Command(
        name = "clean",
        description = "Reads what has landed since the last run, cleans it, and makes it part of the table.",
        sortOptions = false)
class Clean implements StoreCommand {
    enum Format {
        DELTA,
        PARQUET
    }

    private final List<Table> tables;
    private final String does;

    @Mixin
    private LandedRecords records;

    @Mixin
    private WarehouseOption warehouse;

    @Option(
            names = "--format",
            defaultValue = "delta",
            description = "delta, or parquet for readers without Delta: a whole snapshot, swapped in. Default: delta.")
    private Format format;

    @Mixin
    private DeletionVectorsOption deletionVectors;

    @Mixin
    private RejectionLimits limits;

    @Option(names = "--rebuild", description = "Read everything again and swap the table in one commit.")
    private boolean rebuild;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what the runs did, as JSON.")
    private String report;

    @Option(
            names = "--grace",
            defaultValue = "15m",
            paramLabel = "TIME",
            description = "How long a hole in the offsets is waited for, as 15m or 2h. Default: 15m.")
    private String grace;

    @Option(
            names = "--offset-gaps",
            defaultValue = "warn",
            description =
                    "warn, or fail: whether a hole that was waited for long enough is passed, or ends the run. Default: warn.")
    private OffsetGaps offsetGaps;

    @Option(
            names = "--new-epoch",
            description = "Go on with a topic that was rejected for being deleted and made again.")
    private boolean newEpoch;

    Clean(String does, Table... tables) {
        this.does = does;
        this.tables = List.of(tables);
    }

    @Override
    public String does() {
        return does;
    }

    /** The tables that are meant. */
    List<Table> tables() {
        return tables;
    }

    /** Does what is asked with one table. */
    List<Report> reports(LandingRun landingRun, boolean fromScratch) throws IOException {
        return landingRun.run(fromScratch);
    }

    /** What a person reads of a run. */
    String told(Report run) {
        return run.line();
    }

    /** What has been done although the report could not be written. */
    String doneAnyhow() {
        return "The runs ended as they did, and `pinpipe show _runs` has their reports";
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(limits.problems());
        problems.addAll(deletionVectors.problems());
        WrittenTime.problem("--grace", "15m or 2h", grace).ifPresent(problems::add);
        return problems;
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe " + does())) {
            Results results = new Results();
            try {
                records.open(sessions.spark(), does()); // said once if it is not there
                clean(sessions, results);
            } catch (Exception error) {
                results.failed(known(error));
            }
            if (report != null) {
                results.write(report, sessions.spark(), doneAnyhow());
            }
            results.throwWorst();
        }
    }

    /** All tables at once: a run over little is mostly planning, which is one thread's work. They are told of in their order. */
    private void clean(Sessions sessions, Results results) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(tables().size());
        try {
            Map<Table, Future<Ended>> runs = new LinkedHashMap<>();
            for (Table table : tables()) {
                runs.put(table, threads.submit(() -> clean(sessions.another(), table)));
            }
            for (Table table : tables()) {
                try {
                    Ended ended = runs.get(table).get();
                    ended.reports().forEach(this::tell);
                    results.ended(ended.reports());
                    ended.rejections().forEach(results::failed);
                } catch (ExecutionException error) {
                    results.failed(table.name(), known(error.getCause()));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private record Ended(List<Report> reports, List<Failure> rejections) {}

    private Ended clean(SparkSession spark, Table table) throws IOException {
        String root = warehouse.root(spark);
        TableJob job = job(spark, root, table);
        LandingRun run = new LandingRun(
                        records.open(spark, does()),
                        records.topic(table),
                        job,
                        new RunLedger(spark, root, table, Holder.here()),
                        WrittenTime.read(grace),
                        step -> {})
                .onGaps(offsetGaps)
                .beginning(newEpoch);
        List<Report> reports = reports(run, rebuild);
        return new Ended(
                reports,
                reports.stream()
                        .filter(report -> report.status().equals("rejected"))
                        .map(job::rejection)
                        .toList());
    }

    private Failure known(Throwable error) {
        return error instanceof Failure known ? known : explain(error);
    }

    private void tell(Report run) {
        System.out.println(told(run));
        if (MadeAgain.rejection(run).isEmpty()) { // else the failure says it
            run.warnings().forEach(System.err::println);
        }
    }

    private TableJob job(SparkSession spark, String root, Table table) {
        CleanTables clean = format == Format.DELTA
                ? new DeltaTables(spark, root, deletionVectors.value())
                : new ParquetTables(spark, root);
        return new TableJob(table, clean, spark, root, limits.budget());
    }
}
