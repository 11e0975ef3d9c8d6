package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.run.Holder;
import pinpipe.etl.run.LandingUpkeep;
import pinpipe.etl.run.TableLayouts;
import pinpipe.etl.run.Upkeep;
import pinpipe.tables.TableCatalog;

/** The job that packs small files and drops those that only old versions of the tables need. */
@picocli.CommandLine.Command(
        name = "maintain",
        description =
                "Packs the small files of the tables, their quarantines and ledgers, and drops files that only old versions"
                        + " need; with --pack-landing packs what has landed, too. Changes no row. A table that a run holds, or of which a run has not ended, is left alone.",
        sortOptions = false)
public final class Maintain implements StoreCommand {
    private static final int SHORTEST_DAYS = 1;

    @Mixin
    private WarehouseOption warehouse;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Only pin, geo or user, with its quarantine and ledger.")
    private String table;

    @Option(
            names = "--keep-days",
            defaultValue = "7",
            paramLabel = "N",
            description = "How many days back a table can be read as it was. Default: 7.")
    private int keepDays;

    @Option(
            names = "--within-minutes",
            paramLabel = "N",
            description = "Begin with no further table after so many minutes. Default: no such limit.")
    private Integer withinMinutes;

    @ArgGroup(exclusive = false)
    private PackedLanding packed;

    private final PrintStream out;
    private final Clock clock;

    /** A command that tells what it did on this stream. */
    Maintain(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new Maintain(StandardOutput.utf8(), Clock.systemUTC()), args);
    }

    @Override
    public String does() {
        return table == null ? "maintain" : "maintain " + table;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (keepDays < SHORTEST_DAYS) {
            problems.add("--keep-days must be at least %d, was %d".formatted(SHORTEST_DAYS, keepDays));
        }
        if (withinMinutes != null && withinMinutes < 1) {
            problems.add("--within-minutes must be at least 1, was " + withinMinutes);
        }
        if (packed != null) {
            problems.addAll(packed.problems());
        }
        return problems;
    }

    @Override
    public void run() throws IOException {
        long begun = clock.millis();
        try (Sessions sessions = Sessions.open("pinpipe " + does())) {
            SparkSession spark = sessions.spark();
            StoredTables tables = warehouse.tables(spark);
            Upkeep upkeep = new Upkeep(spark, tables, Duration.ofDays(keepDays));
            Optional<LandingUpkeep> landing = landing(spark);
            List<Failure> failed = new ArrayList<>();
            for (String one : tables.ran(does(), table)) {
                if (isLate(begun)) {
                    out.println(one + ": left for the next time; --within-minutes are over");
                    continue;
                }
                maintain(() -> upkeep.of(one, parquetSettings(one), Holder.here(), clock))
                        .ifPresent(failed::add);
                if (landing.isPresent()) {
                    maintain(() -> packed(one, landing.get(), begun)).ifPresent(failed::add);
                }
            }
            out.flush();
            if (!failed.isEmpty()) {
                throw failed.get(0);
            }
        }
    }

    /** None for a table whose definition is not on the class path. */
    private static Map<String, String> parquetSettings(String table) {
        return TableCatalog.named(table)
                .map(definition -> TableLayouts.of(definition).parquetSettings())
                .orElse(Map.of());
    }

    private Optional<LandingUpkeep> landing(SparkSession spark) throws IOException {
        if (packed == null || !packed.asked()) {
            return Optional.empty();
        }
        Landing landed = new Landing(spark, packed.landing(), Landing.Reading.AUTO);
        landed.mustExist(does());
        long before = clock.millis() - Duration.ofDays(packed.afterDays()).toMillis();
        return Optional.of(new LandingUpkeep(spark, warehouse.root(spark), landed, before, step -> {}));
    }

    private List<String> packed(String one, LandingUpkeep landing, long begun) throws IOException {
        Optional<Table> table = TableCatalog.named(one);
        return table.isEmpty()
                ? List.of(one + ": of which topic it is is not known; what has landed of it is left as it is")
                : List.of(
                        landing.of(table.get(), packed.topic(table.get()), Holder.here(), clock, () -> isLate(begun)));
    }

    /** One thing to do for a table, and the lines that tell of it. */
    private interface Work {
        List<String> done() throws IOException;
    }

    /** What kept it from being done; other work is not kept by it. */
    private Optional<Failure> maintain(Work work) throws IOException {
        try {
            work.done().forEach(out::println);
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(failure);
        }
    }

    private boolean isLate(long begun) {
        return withinMinutes != null
                && clock.millis() - begun >= Duration.ofMinutes(withinMinutes).toMillis();
    }
}
