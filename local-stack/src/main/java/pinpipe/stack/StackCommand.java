package pinpipe.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import pinpipe.cli.Command;
import pinpipe.cli.Exit;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.RowFiles;
import pinpipe.testdata.SourceRows;
import pinpipe.testdata.SourceTable;

/** {@code stack}: the embedded database, filled, with the broker and the object store, until the process is told to end. */
@picocli.CommandLine.Command(
        name = "stack",
        description = "Runs a database with the three source tables, a Kafka broker and an S3 endpoint until Ctrl-C.",
        sortOptions = false)
public final class StackCommand implements Command {
    private static final int USUAL_POSTS = 1_000;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where all files lie, and stay. It must be empty or new; a temporary folder by default.")
    private Path dir;

    @Option(
            names = "--posts",
            paramLabel = "N",
            description = "How many invented posts the database is filled with. Default: " + USUAL_POSTS + ".")
    private Integer posts;

    @Option(
            names = "--rows",
            paramLabel = "DIR",
            description = "Own rows instead: DIR/pinterest_data.jsonl, geolocation_data.jsonl and user_data.jsonl,"
                    + " or .jsonl.gz.")
    private Path rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "The same N invents the same posts and the same topic prefix. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--keep", description = "Keep the temporary folder.")
    private boolean keep;

    private final PrintStream out;

    /** A command that tells where the servers are on this stream. */
    public StackCommand(PrintStream out) {
        this.out = out;
    }

    /** Runs the stack; see {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new StackCommand(System.out), args);
    }

    @Override
    public String does() {
        return "start the stack";
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (dir != null && !StackFolder.isFree(dir)) {
            problems.add("--dir must be empty or new, and %s is not".formatted(dir));
        }
        if (posts != null && posts < 1) {
            problems.add("--posts must be at least 1, was %d".formatted(posts));
        }
        if (posts != null && rows != null) {
            problems.add("--posts and --rows cannot stand together");
        }
        if (rows != null && !Files.isDirectory(rows)) {
            problems.add("--rows must be a folder, and %s is none".formatted(rows));
        }
        return problems;
    }

    @Override
    public void run() throws Exception {
        try (OrderlyEnd end = OrderlyEnd.open()) {
            try {
                serve(sourceRows());
            } catch (Exception error) {
                if (!end.asked()) {
                    throw error;
                }
            }
        }
    }

    /** The rows, which can all be opened: better said before ten seconds of starting than after. */
    private SourceRows sourceRows() {
        SourceRows chosen =
                rows == null ? new InventedPosts(seed, posts == null ? USUAL_POSTS : posts) : new RowFiles(rows);
        for (SourceTable table : SourceTable.values()) {
            chosen.of(table).close();
        }
        return chosen;
    }

    private void serve(SourceRows source) throws IOException, InterruptedException {
        try (StackFolder folder = StackFolder.make(dir, keep)) {
            out.printf("Starting a database, a broker and an object store in %s%n", folder.path());
            LocalStack stack = LocalStack.start(folder.path());
            try {
                serve(source, stack, new StackFiles(folder.path(), stack, seed));
            } finally {
                Thread.interrupted(); // An interrupt has brought us here; stopping the servers waits for them.
                stack.close();
            }
        }
    }

    private void serve(SourceRows source, LocalStack stack, StackFiles files) throws IOException, InterruptedException {
        Map<SourceTable, Long> filled = SourceTables.fill(stack.database(), source);
        stack.objectStore().createBucket(StackFiles.BUCKET);
        files.write();
        tell(stack, filled, files.prefix());
        try {
            files.announce();
            out.println("Ready. Ctrl-C stops it.");
            new CountDownLatch(1).await(); // for ever: an interrupt ends it
        } finally {
            files.withdraw();
        }
    }

    private void tell(LocalStack stack, Map<SourceTable, Long> filled, String prefix) {
        Database database = stack.database();
        String line = "  %-13s %-33s %s%n";
        String tables = filled.entrySet().stream()
                .map(table -> table.getKey().tableName() + " " + table.getValue())
                .collect(Collectors.joining(", ", "", " rows"));
        out.printf(line, "database", database.host() + ":" + database.port() + "/" + database.name(), tables);
        out.printf(line, "broker", stack.broker().bootstrapServers(), "for topics " + prefix + ".*");
        out.printf(line, "object store", stack.objectStore().endpoint(), "bucket " + StackFiles.BUCKET);
        out.printf("Its db_creds.yaml, pipeline.yaml and env are in that folder.%n");
    }
}
