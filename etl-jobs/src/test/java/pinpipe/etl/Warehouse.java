package pinpipe.etl;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.Table;
import pinpipe.etl.io.CleanTables;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.TableView;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.run.Budget;
import pinpipe.etl.run.LandingRun;
import pinpipe.etl.run.Milestone;
import pinpipe.etl.run.Report;
import pinpipe.etl.run.RunLedger;
import pinpipe.etl.run.TableJob;

/** A warehouse in a test's folder, and runs into it. */
public final class Warehouse {
    private final Path root;
    private final BiFunction<SparkSession, String, CleanTables> format;

    public Warehouse(Path root) {
        this(root, DeltaTables::new);
    }

    public Warehouse(Path root, BiFunction<SparkSession, String, CleanTables> format) {
        this.root = root;
        this.format = format;
    }

    /** Runs a table over a landing, any share of rejected records allowed, and checks what every report must say. */
    public List<Report> clean(Table table, Path landing) {
        return clean(table, landing, Landing.Reading.AUTO, Duration.ZERO, false);
    }

    public List<Report> clean(Table table, Path landing, Landing.Reading reading, Duration grace, boolean rebuild) {
        return clean(LocalSpark.spark(), table, landing, reading, grace, rebuild, Clock.systemUTC(), step -> {});
    }

    /** One run in a session of its own, stopped or watched at its milestones. */
    public List<Report> clean(SparkSession spark, Table table, Path landing, Milestone.Watcher watcher) {
        return clean(spark, table, landing, Landing.Reading.AUTO, Duration.ZERO, false, Clock.systemUTC(), watcher);
    }

    /** One run by a clock of its own, by which its lease runs out. */
    public List<Report> clean(Table table, Path landing, Clock clock, Milestone.Watcher watcher) {
        SparkSession spark = LocalSpark.spark();
        return clean(spark, table, landing, Landing.Reading.AUTO, Duration.ZERO, false, clock, watcher);
    }

    private List<Report> clean(
            SparkSession spark,
            Table table,
            Path landing,
            Landing.Reading reading,
            Duration grace,
            boolean rebuild,
            Clock clock,
            Milestone.Watcher watcher) {
        try {
            String warehouse = Store.at(spark, root.toString()).root().toString();
            Landing landed = new Landing(spark, landing.toUri().toString(), reading);
            TableJob job = new TableJob(table, format.apply(spark, warehouse), spark, warehouse, Budget.UNLIMITED);
            RunLedger ledger = new RunLedger(spark, warehouse, table, "test " + UUID.randomUUID());
            List<Report> reports = new LandingRun(
                            landed, Fixture.PREFIX + "." + table.name(), job, ledger, grace, watcher)
                    .by(clock)
                    .run(rebuild);
            reports.forEach(Warehouse::mustBalance);
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mustBalance(Report report) {
        if (report.counts().read() != report.outcomes().sum()) {
            throw new AssertionError("read is not the sum of the outcomes: " + report.json());
        }
    }

    /** The rows of a table as `show --format jsonl` gives them. */
    public List<JsonNode> rows(String table) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TableView.of(LocalSpark.spark(), root.toUri().toString(), table)
                    .print(TableView.Form.JSONL, 0, new PrintStream(out, true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        return text.isEmpty()
                ? List.of()
                : List.of(text.split("\n")).stream().map(Fixture::node).toList();
    }

    /** Fails unless a table here holds the same rows as in another warehouse, whatever their formats. */
    public void mustEqual(Warehouse other, String table, String format, String otherFormat) {
        SameRows.assertSame(other.table(table, otherFormat), table(table, format));
    }

    private Dataset<Row> table(String table, String format) {
        return LocalSpark.spark()
                .read()
                .format(format)
                .load(root.resolve(table).toString())
                .orderBy("ind");
    }

    /** Rows with the columns of the contract only, without the place that each came from. */
    public static List<JsonNode> withoutLineage(List<JsonNode> rows) {
        List<JsonNode> bare = new ArrayList<>();
        rows.forEach(row -> bare.add(((ObjectNode) row.deepCopy()).without("_lineage")));
        return bare;
    }

    public Dataset<Row> quarantine(String table) {
        return LocalSpark.spark()
                .read()
                .format("delta")
                .load(root.resolve("_quarantine").resolve(table).toString())
                .orderBy(col("offset"));
    }

    /** As if the process had been killed after it had written everything but the end of its last run. */
    public void forgetEndOf(Table table) {
        io.delta.tables.DeltaTable ledger = io.delta.tables.DeltaTable.forPath(
                LocalSpark.spark(), root.resolve("_runs").resolve(table.name()).toString());
        ledger.restoreToVersion(ledger.history(1).first().getLong(0) - 1);
    }

    public long version(String path) {
        return io.delta.tables.DeltaTable.forPath(
                        LocalSpark.spark(), root.resolve(path).toString())
                .history(1)
                .first()
                .getLong(0);
    }
}
