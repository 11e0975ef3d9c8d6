package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.StandardOutput;
import pinpipe.cli.TextTable;
import pinpipe.etl.io.Checkpoint;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;
import pinpipe.etl.run.PastRun;

/** The job that says how far streams are, by their checkpoint. */
@picocli.CommandLine.Command(
        name = "stream status",
        description = "Says how far streams are, whether they run or not.",
        sortOptions = false)
public final class StreamStatus implements StoreCommand {
    @Option(
            names = "--checkpoint",
            required = true,
            paramLabel = "URI",
            description = "The folder that keeps how far the streams are.")
    private String checkpoint;

    private final PrintStream out;

    /** A command that prints on this stream. */
    StreamStatus(PrintStream out) {
        this.out = out;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new StreamStatus(StandardOutput.utf8()), args);
    }

    @Override
    public String does() {
        return "say how far the streams are";
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe stream status")) {
            Store store = Store.at(sessions.spark(), checkpoint);
            Checkpoint kept = new Checkpoint(store);
            List<String> tables = kept.tables();
            if (tables.isEmpty()) {
                throw Failure.askedWrongly(
                        "Cannot %s: no stream has kept anything in %s. Check --checkpoint, the folder that was given to `pinpipe stream`."
                                .formatted(does(), store.root()));
            }
            TextTable table = new TextTable(
                            List.of("table", "batch", "begun", "ended", "reads up to"),
                            List.of(false, true, false, false, false))
                    .endingWhole();
            for (String name : tables) {
                table.add(cells(name, kept.of(name)));
            }
            out.print(table);
            out.flush();
        }
    }

    private static List<String> cells(String table, Optional<Checkpoint.Position> position) {
        return position.map(its -> List.of(
                        table,
                        Long.toString(its.batch()),
                        PastRun.written(its.begun()),
                        its.ended() ? "yes" : "no",
                        its.offsets()))
                .orElse(List.of(table, "", "", "", "nothing yet"));
    }
}
