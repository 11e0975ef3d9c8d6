package pinpipe.etl.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Choice;
import pinpipe.etl.io.CleanTables;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.ParquetTables;
import pinpipe.etl.io.QuarantineView;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.run.Budget;
import pinpipe.etl.run.Holder;
import pinpipe.etl.run.Kind;
import pinpipe.etl.run.QuarantineRun;
import pinpipe.etl.run.RunLedger;
import pinpipe.etl.run.TableJob;
import pinpipe.tables.TableCatalog;

/** The rejected lines that a command takes in hand: the options that {@code replay} and {@code discard} have in common. */
final class ChosenLines {
    @Parameters(index = "0", paramLabel = "TABLE", description = "pin, geo or user.")
    private String table;

    @Mixin
    private WarehouseOption warehouse;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only lines that have this reason, whatever others they have.")
    private String reason;

    @Option(names = "--run", paramLabel = "N", description = "Only lines that this run was the first to reject.")
    private Long run;

    String does(Kind kind) {
        return kind.does(table == null ? "a table" : table);
    }

    String table() {
        return table;
    }

    boolean areChosen() {
        return reason != null || run != null;
    }

    Choice choice() {
        return Choice.of(reason, run);
    }

    /** What is wrong with the options, as whole phrases. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (TableCatalog.named(table).isEmpty()) {
            problems.add("TABLE must be one of %s, was %s".formatted(String.join(", ", TableCatalog.names()), table));
        }
        if (run != null && run < 1) {
            problems.add("--run must be at least 1, was " + run);
        }
        return problems;
    }

    /**
     * Runs over the table's quarantine.
     *
     * @param does the words after "Cannot"
     * @throws Failure if the table has never run, or nothing has the reason that is asked for
     */
    QuarantineRun runs(SparkSession spark, String does) throws IOException {
        Table definition = TableCatalog.named(table).orElseThrow();
        StoredTables tables = warehouse.tables(spark);
        tables.ran(does, table);
        new QuarantineView(tables).mustKnow(does, table, reason, definition.reasons());
        String root = root(spark);
        TableJob job = new TableJob(definition, clean(spark, tables, root), spark, root, Budget.UNLIMITED);
        return new QuarantineRun(job, new RunLedger(spark, root, definition, Holder.here()), step -> {});
    }

    /** The warehouse as Spark is told it. */
    String root(SparkSession spark) throws IOException {
        return warehouse.root(spark);
    }

    /** In the format that the table has; a table that has none yet becomes a Delta table. */
    private CleanTables clean(SparkSession spark, StoredTables tables, String root) throws IOException {
        boolean parquet = tables.has(table) && !tables.isDelta(table);
        return parquet ? new ParquetTables(spark, root) : new DeltaTables(spark, root);
    }
}
