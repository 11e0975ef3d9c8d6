package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cli.Exit;
import pinpipe.cli.StandardOutput;
import pinpipe.cli.TextTable;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.run.PastRun;
import pinpipe.etl.run.RunHistory;

/** The job that lists the runs of a warehouse. */
@picocli.CommandLine.Command(
        name = "runs",
        description = "Lists the runs of each table by its ledger, the newest last.",
        sortOptions = false)
public final class ShowRuns implements StoreCommand {
    private static final Set<String> TEXTS = Set.of("table", "when", "status", "why");

    @Mixin
    private WarehouseOption warehouse;

    @Option(names = "--table", paramLabel = "TABLE", description = "Only the runs of pin, geo or user.")
    private String table;

    @Option(names = "--last", description = "Only the last run of each table.")
    private boolean last;

    @Option(names = "--json", description = "One JSON object a line, with the whole report.")
    private boolean json;

    private final PrintStream out;

    /** A command that lists runs on this stream. */
    ShowRuns(PrintStream out) {
        this.out = out;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new ShowRuns(StandardOutput.utf8()), args);
    }

    @Override
    public String does() {
        return "list the runs";
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe runs")) {
            StoredTables tables = warehouse.tables(sessions.spark());
            List<PastRun> all = RunHistory.of(tables, tables.ran(does(), table));
            List<PastRun> runs = last ? RunHistory.last(all) : all;
            if (json) {
                runs.forEach(run -> out.println(run.json()));
            } else {
                out.print(table(runs));
            }
            out.flush();
        }
    }

    private static TextTable table(List<PastRun> runs) {
        List<String> columns = PastRun.columns();
        List<Boolean> right =
                columns.stream().map(column -> !TEXTS.contains(column)).toList();
        TextTable table = new TextTable(columns, right).endingWhole();
        runs.forEach(run -> table.add(run.cells()));
        return table;
    }
}
