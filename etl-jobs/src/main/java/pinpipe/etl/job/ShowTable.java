package pinpipe.etl.job;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pinpipe.cli.Command;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.TableView;

/** The job that shows rows of a table. */
@picocli.CommandLine.Command(
        name = "show",
        description = "Shows rows of a clean table, of the ledgers or of a quarantine, in key order.",
        sortOptions = false)
public final class ShowTable implements Command {
    private static final int ENOUGH_FOR_A_TERMINAL = 20;

    @Parameters(index = "0", paramLabel = "TABLE", description = "pin, geo, user, _runs, _runs/pin, _quarantine/pin …")
    private String table;

    @Option(names = "--warehouse", required = true, paramLabel = "URI", description = "Where the tables lie.")
    private String warehouse;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, jsonl (one JSON object a line) or csv. Default: table.")
    private TableView.Form format;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many rows. Default: 20 for table, all for jsonl and csv.")
    private Integer limit;

    ShowTable() {}

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new ShowTable(), args);
    }

    @Override
    public String does() {
        return table == null ? "show a table" : "show " + table;
    }

    @Override
    public List<String> problems() {
        return limit == null || limit > 0 ? List.of() : List.of("--limit must be at least 1, was " + limit);
    }

    @Override
    public Failure explain(Throwable error) {
        Failure store = Store.explain(does(), error);
        return store != null ? store : Command.super.explain(error);
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe " + does())) {
            int most = limit != null ? limit : format == TableView.Form.TABLE ? ENOUGH_FOR_A_TERMINAL : 0;
            TableView.of(sessions.spark(), warehouse, table).print(format, most, StandardOutput.utf8());
        }
    }
}
