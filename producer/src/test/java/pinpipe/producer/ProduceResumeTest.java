package pinpipe.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
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
        Path state = state();
        Process process = start(state);
        try {
            awaitTheMiddle(state);
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(snapshot("--tables", "long_table", "--state", state.toString(), "--resume"))
                .as(err())
                .isEqualTo(Exit.DONE);

        mustHoldEveryRow(topic(PostTable.named("long_table")));
        assertThat(out())
                .contains("acknowledged; complete, 40,000 keys compared")
                .doesNotContain("40,000 rows read");
    }

    @Test
    @Timeout(120)
    void aBrokerThatRestartsInTheMiddleLosesNothing() throws Exception {
        Path state = state();
        Process process = start(state);
        int exit;
        try {
            awaitTheMiddle(state);
            broker.stop();
            broker.start();
        } finally {
            exit = process.waitFor();
        }

        assertThat(exit).as(said()).isZero();
        mustHoldEveryRow(topic(PostTable.named("long_table")));
        assertThat(said())
                .contains("40,000 rows read, 40,000 sent, 40,000 acknowledged; complete, 40,000 keys compared");
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

    private Path state() throws Exception {
        tables.run(
                "DROP TABLE IF EXISTS long_table",
                "CREATE TABLE long_table (id INT PRIMARY KEY, filling TEXT) SELECT seq id, REPEAT('x', 300) filling FROM"
                        + " seq_1_to_" + ROWS);
        return Files.createDirectory(folder.resolve("kept")).resolve("state.json");
    }

    private Process start(Path state) throws Exception {
        // Small batches and a small buffer make the way slow enough to be disturbed on.
        Path slow = Files.writeString(
                folder.resolve("slow.properties"),
                "batch.size=1\nbuffer.memory=50000\nmax.in.flight.requests.per.connection=1\n");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "pinpipe.producer.Produce",
                "--to=kafka",
                "--bootstrap-servers=" + broker.bootstrapServers(),
                "--prefix=" + prefix,
                "--tables=long_table",
                "--credentials=" + credentials(Map.of()),
                "--kafka-config=" + slow,
                "--state=" + state);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    /** Waits until the first stretch of keys, 256 of them, is known to have arrived. */
    private void awaitTheMiddle(Path state) throws Exception {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            state.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(state) || !Files.readString(state).contains("[[\"256\"],256,")) {
                WatchKey changed = watch.poll(20, TimeUnit.SECONDS);
                assertThat(changed).as(said()).isNotNull();
                changed.reset();
            }
        }
    }

    private void mustHoldEveryRow(Topic topic) {
        List<Topic.Message> messages = topic.messages();
        assertThat(messages.stream().map(Topic.Message::key).distinct()).hasSize(ROWS);
        assertThat(messages).hasSizeLessThan(ROWS * 3 / 2);
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }
}
