package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.cli.Causes;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.ingest.TableSchema;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.run.ForgetStep;
import pinpipe.etl.run.Forgetting;
import pinpipe.etl.run.Holder;
import pinpipe.etl.run.Receipt;
import pinpipe.etl.run.RunLedger;
import pinpipe.tables.TableCatalog;

/** The job that removes all records of a key, with a receipt. */
@picocli.CommandLine.Command(
        name = "forget",
        description =
                "Removes all records of a key from the landed objects of its topic, from its table and its quarantine,"
                        + " and drops all older versions of these tables: who reads an older version finds nothing any more."
                        + " Without --yes it only searches, and says what it would remove.",
        sortOptions = false)
public final class ForgetKey implements StoreCommand {
    @Option(names = "--table", required = true, paramLabel = "TABLE", description = "pin, geo or user.")
    private String table;

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "The key of the row, its ind.")
    private String key;

    @Mixin
    private LandedRecords records;

    @Mixin
    private WarehouseOption warehouse;

    @Option(names = "--yes", description = "Remove it. It cannot be undone.")
    private boolean yes;

    @Option(names = "--receipt", paramLabel = "FILE", description = "Write the receipt there too, as JSON.")
    private String receipt;

    private final PrintStream out;
    private final ForgetStep.Watcher watcher;

    /** A command that prints its receipt on this stream, and tells of every step. */
    ForgetKey(PrintStream out, ForgetStep.Watcher watcher) {
        this.out = out;
        this.watcher = watcher;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new ForgetKey(StandardOutput.utf8(), step -> {}), args);
    }

    @Override
    public String does() {
        return Stream.of("forget", table, key).filter(word -> word != null).collect(Collectors.joining(" "));
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Optional<Table> known = TableCatalog.named(table);
        if (known.isEmpty()) {
            problems.add("--table must be pin, geo or user, was '%s'".formatted(table));
        } else if (isNumber(known.get()) && !key.matches("-?\\d{1,18}")) {
            problems.add("--key must be a whole number, was '%s'".formatted(key));
        }
        return problems;
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe " + does())) {
            SparkSession spark = sessions.spark();
            Landing landed = records.open(spark, does());
            warehouse.tables(spark).ran(does(), table);
            Forgetting forgetting = forgetting(spark, landed);
            Receipt done = yes ? forgetting.forget() : forgetting.search();
            out.print(done.text());
            out.flush();
            if (!yes) {
                throw Failure.askedWrongly(
                        "Cannot forget %s %s without --yes: it cannot be undone. Look at what stands above, then say it again with --yes."
                                .formatted(table, key));
            }
            if (receipt != null) {
                write(spark, done);
            }
        }
    }

    private Forgetting forgetting(SparkSession spark, Landing landed) throws IOException {
        Table known = TableCatalog.named(table).orElseThrow();
        Object its = isNumber(known) ? Long.valueOf(key) : key;
        String root = warehouse.root(spark);
        RunLedger ledger = new RunLedger(spark, root, known, Holder.here());
        return new Forgetting(spark, known, its, landed, records.topic(known), root, ledger, watcher);
    }

    private void write(SparkSession spark, Receipt done) {
        try {
            Store.writeText(spark, receipt, done.json());
        } catch (IOException | RuntimeException error) {
            throw Failure.askedWrongly(
                    "Cannot write the receipt to %s: %s. It is forgotten, and the receipt stands above; keep that."
                            .formatted(receipt, Causes.firstLine(Causes.root(error))),
                    error);
        }
    }

    private static boolean isNumber(Table known) {
        return TableSchema.keyType(known).equals(DataTypes.LongType);
    }
}
