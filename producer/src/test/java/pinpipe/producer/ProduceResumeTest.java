package pinpipe.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pinpipe.cli.Exit;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.Topic;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;

/** The producer as a process of its own that dies, and the next one. */
class ProduceResumeTest extends ProduceCalls {
    private static final int ROWS = 40_000;

    ProduceResumeTest(Database database, Broker broker) {
        super(database, broker);
    }

    @Test
    @Timeout(120)
    void aSnapshotKilledInTheMiddleIsGoneOnWith() throws Exception {
        tables.run(
                "DROP TABLE IF EXISTS long_table",
                "CREATE TABLE long_table (id INT PRIMARY KEY, filling TEXT) SELECT seq id, REPEAT('x', 300) filling FROM"
                        + " seq_1_to_" + ROWS);
        Path state = folder.resolve("kept").resolve("state.json");
        Files.createDirectory(state.getParent());
        // Small batches and a small buffer make the way slow enough to be killed on.
        Path slow = Files.writeString(
                folder.resolve("slow.properties"),
                "batch.size=1\nbuffer.memory=50000\nmax.in.flight.requests.per.connection=1\n");
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            state.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = start("--kafka-config=" + slow, "--state=" + state);
            try {
                while (!Files.exists(state) || !Files.readString(state).contains("[[\"256\"],256,")) {
                    WatchKey changed = watch.poll(20, TimeUnit.SECONDS);
                    assertThat(changed)
                            .as(Files.readString(folder.resolve("said")))
                            .isNotNull();
                    changed.reset();
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        assertThat(snapshot("--tables", "long_table", "--state", state.toString(), "--resume"))
                .as(err())
                .isEqualTo(Exit.DONE);

        List<Topic.Message> messages = topic(PostTable.named("long_table")).messages();
        assertThat(messages.stream().map(Topic.Message::key).distinct()).hasSize(ROWS);
        assertThat(messages).hasSizeLessThan(ROWS * 3 / 2);
        assertThat(out())
                .contains("acknowledged; complete, 40,000 keys compared")
                .doesNotContain("40,000 rows read");
    }

    @Test
    void whatIsOddIsSaidAtOnce() {
        assertThat(snapshot(
                        "--resume",
                        "--every",
                        "soon",
                        "--updated-at",
                        "x",
                        "--tables",
                        "pin,pinterest_data,a b",
                        "--where",
                        "a = 1 OR 1 = 1"))
                .isEqualTo(Exit.ASKED_WRONGLY);

        assertThat(err())
                .contains("--resume needs --state")
                .contains("--updated-at belongs to --mode follow")
                .contains("--every must be a span such as 10s, 5m or 1h, was 'soon'")
                .contains("--tables: two tables would share the topic of 'pinterest_data'")
                .contains("--tables: no topic can be named after 'a b'")
                .contains("--where must be `column operator value`");
    }

    private Process start(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "pinpipe.producer.Produce",
                "--to=kafka",
                "--bootstrap-servers=" + broker.bootstrapServers(),
                "--prefix=" + prefix,
                "--tables=long_table",
                "--credentials=" + credentials(Map.of())));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }
}
