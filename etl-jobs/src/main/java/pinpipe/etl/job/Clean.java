package pinpipe.etl.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cli.Failure;
import pinpipe.etl.flow.Table;
import pinpipe.etl.io.CleanTables;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.Landing;
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
    private RefusalLimits limits;

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
            description = "Go on with a topic that was refused for being deleted and made again.")
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
        WrittenTime.problem("--grace", "15m or 2h", grace).ifPresent(problems::add);
        return problems;
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe " + does())) {
            SparkSession spark = sessions.spark();
            Results results = new Results();
            try {
                clean(spark, results);
            } catch (Exception error) {
                results.failed(error instanceof Failure known ? known : explain(error));
            }
            if (report != null) {
                results.write(report, spark, doneAnyhow());
            }
            results.throwWorst();
        }
    }

    private void clean(SparkSession spark, Results results) throws IOException {
        Landing landed = records.open(spark, does());
        String root = warehouse.root(spark);
        for (Table table : tables()) {
            try {
                TableJob job = job(spark, root, table);
                RunLedger ledger = new RunLedger(spark, root, table, Holder.here());
                LandingRun landingRun = new LandingRun(
                                landed, records.topic(table), job, ledger, WrittenTime.read(grace), step -> {})
                        .onGaps(offsetGaps)
                        .beginning(newEpoch);
                List<Report> runs = reports(landingRun, rebuild);
                runs.forEach(this::tell);
                results.ended(runs);
                runs.stream()
                        .filter(run -> run.status().equals("refused"))
                        .forEach(run -> results.failed(job.refusal(run)));
            } catch (Exception error) { // Spark throws checked exceptions that it does not declare
                results.failed(table.name(), error instanceof Failure known ? known : explain(error));
            }
        }
    }

    private void tell(Report run) {
        System.out.println(told(run));
        if (MadeAgain.refusal(run).isEmpty()) { // else the failure says it
            run.warnings().forEach(System.err::println);
        }
    }

    private TableJob job(SparkSession spark, String root, Table table) {
        CleanTables clean = format == Format.DELTA ? new DeltaTables(spark, root) : new ParquetTables(spark, root);
        return new TableJob(table, clean, spark, root, limits.budget());
    }
}
