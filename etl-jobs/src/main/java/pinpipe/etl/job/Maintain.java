package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.run.Holder;
import pinpipe.etl.run.Upkeep;

/** The job that packs small files and drops those that only old versions of the tables need. */
@picocli.CommandLine.Command(
        name = "maintain",
        description =
                "Packs the small files of the tables, their quarantines and ledgers, and drops files that only old versions"
                        + " need. Changes no row. A table that a run holds, or of which a run has not ended, is left alone.",
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
        return problems;
    }

    @Override
    public void run() throws IOException {
        long begun = clock.millis();
        try (Sessions sessions = Sessions.open("pinpipe " + does())) {
            StoredTables tables = warehouse.tables(sessions.spark());
            Upkeep upkeep = new Upkeep(sessions.spark(), tables, Duration.ofDays(keepDays));
            List<Failure> failed = new ArrayList<>();
            for (String one : tables.ran(does(), table)) {
                if (isLate(begun)) {
                    out.println(one + ": left for the next time; --within-minutes are over");
                    continue;
                }
                maintain(one, upkeep).ifPresent(failed::add);
            }
            out.flush();
            if (!failed.isEmpty()) {
                throw failed.get(0);
            }
        }
    }

    /** What kept it from being done; the other tables are not kept by it. */
    private Optional<Failure> maintain(String one, Upkeep upkeep) throws IOException {
        try {
            upkeep.of(one, Holder.here(), clock).forEach(out::println);
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
