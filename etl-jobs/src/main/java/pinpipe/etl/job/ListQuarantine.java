package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cli.Exit;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.QuarantineView;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.io.TableView;
import pinpipe.etl.run.QuarantineBalance;
import pinpipe.etl.run.RunHistory;

/** The job that counts what is in quarantine. */
@picocli.CommandLine.Command(
        name = "quarantine list",
        description =
                "Counts the rejected lines by table, run and reason, with the places of the oldest and the newest."
                        + " A line that has two reasons counts for both. The last lines say how many were ever rejected and where they are.",
        sortOptions = false)
public final class ListQuarantine implements StoreCommand {
    @Mixin
    private WarehouseOption warehouse;

    @Option(names = "--table", paramLabel = "TABLE", description = "Only the quarantine of pin, geo or user.")
    private String table;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, jsonl (one JSON object a line) or csv. Default: table.")
    private TableView.Form format;

    private final PrintStream out;

    /** A command that counts on this stream. */
    ListQuarantine(PrintStream out) {
        this.out = out;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new ListQuarantine(StandardOutput.utf8()), args);
    }

    @Override
    public String does() {
        return "list the quarantine";
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe quarantine list")) {
            StoredTables tables = warehouse.tables(sessions.spark());
            QuarantineView quarantine = new QuarantineView(tables);
            List<String> ran = tables.ran(does(), table);
            Optional<TableView> counts = quarantine.counts(ran);
            counts.ifPresent(view -> view.print(format, 0, out));
            if (format == TableView.Form.TABLE) {
                if (counts.isEmpty()) {
                    out.println("Nothing is in quarantine.");
                }
                balance(tables, quarantine, ran);
            }
            out.flush();
        }
    }

    /** What was ever rejected, and where it is: for those tables of which anything was. */
    private void balance(StoredTables tables, QuarantineView quarantine, List<String> ran) throws IOException {
        for (String one : ran) {
            QuarantineBalance.of(one, RunHistory.of(tables, List.of(one)), quarantine.lines(one))
                    .filter(balance -> balance.rejected() > 0)
                    .ifPresent(balance -> out.println(balance.line()));
        }
    }
}
