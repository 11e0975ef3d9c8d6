package pinpipe.etl.job;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.cli.Causes;
import pinpipe.cli.Command;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.SmallFiles;
import pinpipe.etl.io.Store;
import pinpipe.etl.live.Metrics;
import pinpipe.etl.live.MetricsServer;
import pinpipe.etl.live.StopRequest;
import pinpipe.etl.live.Streams;
import pinpipe.etl.live.TableStream;
import pinpipe.etl.run.Budget;
import pinpipe.etl.run.Holder;
import pinpipe.etl.run.RunLedger;
import pinpipe.etl.run.StreamReport;
import pinpipe.etl.run.StreamRun;
import pinpipe.etl.run.StreamUpkeep;
import pinpipe.etl.run.TableJob;
import pinpipe.etl.run.TableLayouts;
import pinpipe.tables.TableCatalog;

/** Cleans records while they arrive, into the same tables as {@code clean} and by the same rules. */
@picocli.CommandLine.Command(
        name = "stream",
        description = {
            "Cleans records of Kafka or Kinesis while they arrive, and makes each batch part of the table, until Ctrl-C or SIGTERM.",
            "Batches from the landing and from the stream may feed one table, in any order."
        },
        sortOptions = false)
public final class StreamClean implements Command {
    private static final String ALL = "all";

    /** A clean run may hold the table meanwhile; a rebuild for long. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int BATCHES_BETWEEN_UPKEEP = 50;
    private static final int NEWEST_RUNS = 20;

    @Option(names = "--table", required = true, paramLabel = "TABLE", description = "pin, geo, user, or all.")
    private String table;

    @Mixin
    private StreamOrigin origin;

    @Mixin
    private WarehouseOption warehouse;

    @Option(
            names = "--checkpoint",
            required = true,
            paramLabel = "URI",
            description = "The folder that keeps how far the stream is, one below it for each table.")
    private String checkpoint;

    @Option(
            names = "--trigger",
            defaultValue = "10s",
            paramLabel = "TIME",
            description = "How often a batch is made of what has arrived, as 1s or 10m. Default: 10s.")
    private String trigger;

    @Option(names = "--once", description = "Read what is there now, in batches, and end.")
    private boolean once;

    @Option(
            names = "--until-idle",
            paramLabel = "TIME",
            description = "End when nothing has arrived for so long, as 60s. Default: never.")
    private String untilIdle;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve /metrics for Prometheus there, to this machine alone; 0 for any port that is free.")
    private Integer metricsPort;

    @Mixin
    private DeletionVectorsOption deletionVectors;

    @Mixin
    private RejectionLimits limits;

    private final Metrics metrics = new Metrics();

    private final PrintStream out;
    private final StopRequest stop;

    /**
     * A command that tells of each batch.
     *
     * @param stop ends it
     */
    StreamClean(PrintStream out, StopRequest stop) {
        this.out = out;
        this.stop = stop;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new StreamClean(StandardOutput.utf8(), new StopRequest()), args);
    }

    @Override
    public String does() {
        return table == null ? "stream" : "stream into " + (table.equals(ALL) ? "all tables" : table);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(limits.problems());
        problems.addAll(origin.problems(once));
        problems.addAll(deletionVectors.problems());
        if (!table.equals(ALL) && TableCatalog.named(table).isEmpty()) {
            problems.add(
                    "--table must be %s or all, was '%s'".formatted(String.join(", ", TableCatalog.names()), table));
        }
        WrittenTime.problem("--trigger", "1s or 10m", trigger).ifPresent(problems::add);
        if (untilIdle != null) {
            WrittenTime.problem("--until-idle", "60s or 10m", untilIdle).ifPresent(problems::add);
        }
        if (metricsPort != null && (metricsPort < 0 || metricsPort > 65_535)) {
            problems.add("--metrics-port must lie between 0 and 65535, was " + metricsPort);
        }
        return problems;
    }

    @Override
    public void run() throws Exception {
        List<Table> tables = table.equals(ALL)
                ? TableCatalog.all()
                : List.of(TableCatalog.named(table).orElseThrow());
        origin.mustHave(tables, does());
        try (Sessions sessions = Sessions.open("pinpipe " + does())) {
            SparkSession spark = sessions.spark();
            if (sessions.areOurs()) {
                stop.onSignals();
            }
            String root = warehouse.root(spark);
            Streams streams = new Streams(
                    spark, trigger(), Store.at(spark, checkpoint).root().toString());
            Optional<MetricsServer> server = served();
            try (streams) {
                for (Table each : tables) {
                    start(spark, streams, each, root);
                }
                streams.await(stop, Optional.ofNullable(untilIdle).map(WrittenTime::read));
            } finally {
                server.ifPresent(MetricsServer::close);
            }
            Results results = new Results();
            streams.errors().forEach((name, error) -> results.failed(explain(error)));
            results.throwWorst();
        }
    }

    private void start(SparkSession spark, Streams streams, Table each, String root) throws TimeoutException {
        String holder = Holder.here();
        streams.start(
                each.name(),
                new TableStream(
                        origin.topic(each) + " into " + each.name(),
                        origin.source(spark, each),
                        origin.topic(each),
                        session -> runs(session, each, root, holder),
                        this::tell));
    }

    /** The runs of a table in a session of its stream's own. */
    private StreamRun runs(SparkSession session, Table each, String root, String holder) {
        Budget budget = limits.budget().ofBatches();
        DeltaTables tables = new DeltaTables(session, root, deletionVectors.value());
        TableJob job = new TableJob(each, tables, session, root, budget);
        RunLedger ledger = new RunLedger(session, root, each, holder);
        StreamUpkeep upkeep = new StreamUpkeep(
                new SmallFiles(session, root, TableLayouts.of(each).parquetSettings()),
                ledger,
                each.name(),
                BATCHES_BETWEEN_UPKEEP,
                NEWEST_RUNS);
        return new StreamRun(job, ledger, upkeep, PATIENCE, step -> {});
    }

    /** Serves the metrics where somebody has asked for them. */
    private Optional<MetricsServer> served() {
        Optional<MetricsServer> server =
                Optional.ofNullable(metricsPort).map(port -> MetricsServer.start(metrics, port, does()));
        server.ifPresent(its -> print("Metrics are at " + its.address()));
        return server;
    }

    private void tell(StreamReport report) {
        Instant now = Instant.now();
        metrics.batch(report, now);
        print(report.line(now));
        report.report().warnings().forEach(System.err::println);
    }

    /** At once, since somebody waits for it. */
    private void print(String line) {
        out.println(line);
        out.flush();
    }

    private Trigger trigger() {
        return once
                ? Trigger.AvailableNow()
                : Trigger.ProcessingTime(WrittenTime.read(trigger).toMillis());
    }

    @Override
    public Failure explain(Throwable error) {
        Optional<Failure> known = Causes.of(error)
                .filter(Failure.class::isInstance)
                .map(Failure.class::cast)
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        Failure ofOrigin = origin.explain(does(), error);
        Failure store = Store.explain(does(), error);
        return ofOrigin != null ? ofOrigin : store != null ? store : Command.super.explain(error);
    }
}
