package pinpipe.etl.job;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import pinpipe.cli.Exit;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.TableView;

/** The job that shows rows of a table. */
@picocli.CommandLine.Command(
        name = "show",
        description = "Shows rows of a clean table, of the ledgers or of a quarantine, in key order.",
        sortOptions = false)
public final class ShowTable implements StoreCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "pin, geo, user, _runs, _runs/pin, _quarantine/pin …")
    private String table;

    @Mixin
    private WarehouseOption warehouse;

    @Mixin
    private Printing printing;

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
        return printing.problems();
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe " + does())) {
            printing.print(TableView.of(sessions.spark(), warehouse.uri(), table), StandardOutput.utf8());
        }
    }
}
