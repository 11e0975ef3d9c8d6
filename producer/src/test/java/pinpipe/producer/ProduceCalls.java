package pinpipe.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.PostTables;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.scene.Topic;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;
import pinpipe.testdata.InventedPosts;

/** Calls {@code produce} as a user would, on the embedded servers. */
@ExtendWith(Servers.class)
abstract class ProduceCalls {
    final Broker broker;
    final PostTables tables;
    final String prefix = UUID.randomUUID().toString().substring(24);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    ProduceCalls(Database database, Broker broker) {
        this.broker = broker;
        this.tables = new PostTables(database);
    }

    @BeforeEach
    void fill() throws SQLException {
        tables.fill(new InventedPosts(1, 40));
    }

    Topic topic(PostTable table) {
        return new Topic(broker, table.topic(prefix));
    }

    Exit emulate(String... more) {
        return kafka("emulate", more);
    }

    Exit snapshot(String... more) {
        return kafka("snapshot", more);
    }

    Exit kafka(String mode, String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        if (!args.contains("--bootstrap-servers")) {
            args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        }
        args.addAll(List.of("--to", "kafka", "--mode", mode, "--prefix", prefix));
        try {
            args.addAll(List.of("--credentials", credentials(Map.of())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return produce(args.toArray(String[]::new));
    }

    String credentials(Map<String, Object> others) throws IOException {
        return tables.credentials(folder, others);
    }

    Exit produce(String... args) {
        PrintStream outStream = new PrintStream(out, true, UTF_8);
        PrintStream errStream = new PrintStream(err, true, UTF_8);
        return new Console(outStream, errStream).run(new ProduceCommand(outStream, errStream), args);
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
