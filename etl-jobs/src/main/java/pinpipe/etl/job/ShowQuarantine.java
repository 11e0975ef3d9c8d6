package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pinpipe.cli.Exit;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.Choice;
import pinpipe.etl.io.QuarantineView;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.io.TableView;

/** The job that shows rejected lines. */
@picocli.CommandLine.Command(
        name = "quarantine show",
        description = "Shows rejected lines: run, place, all reasons, and the raw text.",
        sortOptions = false)
public final class ShowQuarantine implements StoreCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "pin, geo or user.")
    private String table;

    @Mixin
    private WarehouseOption warehouse;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only lines that have this reason.")
    private String reason;

    @Option(names = "--run", paramLabel = "N", description = "Only lines that this run was the first to reject.")
    private Long run;

    @Option(
            names = "--mask",
            description = "Hide what the lines say: field names and nesting stay, values become lengths and types.")
    private boolean mask;

    @Mixin
    private Printing printing;

    private final PrintStream out;

    /** A command that shows lines on this stream. */
    ShowQuarantine(PrintStream out) {
        this.out = out;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new ShowQuarantine(StandardOutput.utf8()), args);
    }

    @Override
    public String does() {
        return table == null ? "show a quarantine" : "show the quarantine of " + table;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(printing.problems());
        if (run != null && run < 1) {
            problems.add("--run must be at least 1, was " + run);
        }
        return problems;
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe quarantine show " + table)) {
            StoredTables tables = warehouse.tables(sessions.spark());
            tables.ran(does(), table);
            QuarantineView quarantine = new QuarantineView(tables);
            Choice choice = Choice.of(reason, run);
            Optional<TableView> lines = mask ? quarantine.masked(table, choice) : quarantine.lines(table, choice);
            lines.ifPresent(view -> printing.print(view, out));
            if (lines.isEmpty() && printing.forATerminal()) {
                out.println("Nothing of %s is in quarantine.".formatted(table));
            }
            out.flush();
        }
    }
}
