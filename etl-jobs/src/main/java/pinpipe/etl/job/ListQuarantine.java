package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine.Option;
import pinpipe.cli.Exit;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.QuarantineView;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.io.TableView;

/** The job that counts what is in quarantine. */
@picocli.CommandLine.Command(
        name = "quarantine list",
        description = "Counts the refused lines by table, run and reason, with the places of the oldest and the newest."
                + " A line that has two reasons counts for both.",
        sortOptions = false)
public final class ListQuarantine implements StoreCommand {
    @Option(names = "--warehouse", required = true, paramLabel = "URI", description = "Where the tables lie.")
    private String warehouse;

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
            StoredTables tables = StoredTables.at(sessions.spark(), warehouse);
            Optional<TableView> counts = new QuarantineView(tables).counts(tables.ran(does(), table));
            counts.ifPresent(view -> view.print(format, 0, out));
            if (counts.isEmpty() && format == TableView.Form.TABLE) {
                out.println("Nothing is in quarantine.");
            }
            out.flush();
        }
    }
}
