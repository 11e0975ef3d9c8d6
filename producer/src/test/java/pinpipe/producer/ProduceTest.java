package pinpipe.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.RowFiles;
import pinpipe.testdata.SourceTable;

@ExtendWith(Servers.class)
class ProduceTest {
    private static final String NOT_THE_PASSWORD = "not-the-passw0rd";

    private final Broker broker;
    private final PostTables tables;
    private final Database database;
    private final String prefix = UUID.randomUUID().toString().substring(24);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    ProduceTest(Database database, Broker broker) {
        this.database = database;
        this.broker = broker;
        this.tables = new PostTables(database);
    }

    @BeforeEach
    void fill() throws SQLException {
        tables.fill(new InventedPosts(1, 40));
    }

    /** The contract between the producer and the jobs: they accept landed.jsonl, and this is how its first lines come about. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York"})
    void theRowsOfTheFixtureTravelAsTheFixtureSaysTheyLand(String zone) throws Exception {
        fillFromFixture();
        TimeZone usual = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            assertThat(snapshot()).isEqualTo(Exit.DONE);
        } finally {
            TimeZone.setDefault(usual);
        }

        for (PostTable table : PostTable.ALL) {
            List<String> rows = fixture(table, "row");
            assertThat(topic(table).valuesInKeyOrder())
                    .isEqualTo(fixture(table, "landed").subList(0, rows.size()));
        }
    }

    @Test
    void missingTopicsAreMadeAndTheCountsAreTold() {
        assertThat(snapshot("--partitions", "4")).isEqualTo(Exit.DONE);

        assertThat(out()).isEqualTo("""
                Created topic %1$s.pin with 4 partitions.
                Created topic %1$s.geo with 4 partitions.
                Created topic %1$s.user with 4 partitions.
                pinterest_data: 40 rows read, 40 sent, 40 acknowledged
                geolocation_data: 40 rows read, 40 sent, 40 acknowledged
                user_data: 40 rows read, 40 sent, 40 acknowledged
                """.formatted(prefix));
        assertThat(err()).isEmpty();
        assertThat(topic(PostTable.ALL.get(0)).partitions()).isEqualTo(4);
    }

    @Test
    void theVersionsOfARowShareAPartitionAndATopicThatIsThereIsLeftAsItIs() {
        snapshot();
        snapshot("--partitions", "9");

        List<Topic.Message> messages = topic(PostTable.ALL.get(2)).messages();
        assertThat(messages).hasSize(80);
        assertThat(messages.stream()
                        .collect(groupingBy(Topic.Message::key, mapping(Topic.Message::partition, toSet())))
                        .values())
                .hasSize(40)
                .allSatisfy(partitions -> assertThat(partitions).hasSize(1));
        assertThat(out()).doesNotContain("with 9 partitions");
    }

    @Test
    void theSameSeedDrawsTheSamePosts() {
        assertThat(emulate("--count", "12", "--rate", "500", "--seed", "3")).isEqualTo(Exit.DONE);
        assertThat(emulate("--count", "12", "--rate", "250", "--seed", "3")).isEqualTo(Exit.DONE);

        assertThat(out()).contains("pinterest_data: 12 rows read, 12 sent, 12 acknowledged");
        for (PostTable table : PostTable.ALL) {
            Map<String, Long> draws =
                    topic(table).messages().stream().collect(groupingBy(Topic.Message::key, counting()));
            assertThat(draws.values()).allSatisfy(times -> assertThat(times % 2).isZero());
            assertThat(draws)
                    .isEqualTo(topic(PostTable.ALL.get(0)).messages().stream()
                            .collect(groupingBy(Topic.Message::key, counting())));
        }
    }

    @Test
    void aPostMayBeWithoutItsPlaceOrItsPerson() throws SQLException {
        tables.run(
                "DELETE FROM geolocation_data WHERE ind < 20",
                "DELETE FROM pinterest_data WHERE `index` NOT IN (10, 39)");

        assertThat(emulate("--count", "30", "--rate", "500", "--seed", "1")).isEqualTo(Exit.DONE);

        assertThat(topic(PostTable.ALL.get(0)).messages())
                .extracting(Topic.Message::key)
                .containsOnly("10", "39");
        assertThat(topic(PostTable.ALL.get(1)).messages())
                .extracting(Topic.Message::key)
                .containsOnly("39");
        assertThat(topic(PostTable.ALL.get(2)).messages()).hasSize(30);
    }

    @Test
    void theConsoleShowsOnePost() throws Exception {
        fillFromFixture();
        tables.run(
                "DELETE FROM pinterest_data WHERE `index` > 0",
                "DELETE FROM geolocation_data WHERE ind > 0",
                "DELETE FROM user_data WHERE ind > 0");

        assertThat(produce("--credentials", credentials(Map.of()), "--to", "console"))
                .isEqualTo(Exit.DONE);

        assertThat(out())
                .isEqualTo("pin_result: %s\ngeo_result: %s\nuser_result: %s\n"
                        .formatted(
                                fixture(PostTable.ALL.get(0), "landed").get(0),
                                fixture(PostTable.ALL.get(1), "landed").get(0),
                                fixture(PostTable.ALL.get(2), "landed").get(0)));
        assertThat(err()).isEmpty();
    }

    @Test
    void aWrongPasswordIsAskedWronglyAndShownNowhere() throws IOException {
        assertThat(produce(
                        "--credentials",
                        credentials(Map.of("PASSWORD", NOT_THE_PASSWORD)),
                        "--to",
                        "console",
                        "--verbose"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .endsWith("the server does not accept user 'pinpipe' with this password."
                        + " Mend USER and PASSWORD in the credentials file.\n")
                .contains("\tat ")
                .doesNotContain(NOT_THE_PASSWORD);
    }

    @Test
    void anUnknownDatabaseIsAskedWrongly() throws IOException {
        assertThat(produce("--credentials", credentials(Map.of("DATABASE", "instagram")), "--to", "console"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .startsWith("Cannot produce from instagram at 127.0.0.1:")
                .contains("there is no such database, or user 'pinpipe' may not use it.")
                .hasLineCount(1);
    }

    @Test
    void aMissingTableIsAskedWronglyAndNoTopicIsMade() throws SQLException {
        tables.run("DROP TABLE user_data");

        assertThat(snapshot()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .startsWith("Cannot produce user_data: database pinterest at ")
                .contains("has no such table.");
        assertThat(out()).isEmpty();
    }

    @Test
    void anEmptyTableIsASnapshotOfNothingButNothingToDrawFrom() throws SQLException {
        tables.run("DELETE FROM pinterest_data");

        assertThat(snapshot()).isEqualTo(Exit.DONE);
        assertThat(out()).contains("pinterest_data: 0 rows read, 0 sent, 0 acknowledged");
        assertThat(emulate()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains("it has no rows to draw from. Load the table first.");
    }

    @Test
    @Timeout(30)
    void aBrokerThatTakesTheCallAndSaysNothingIsNotWaitedForLong() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            String server = "127.0.0.1:" + silent.getLocalPort();

            assertThat(snapshot("--bootstrap-servers", server)).isEqualTo(Exit.BROKEN);
            assertThat(err())
                    .isEqualTo(("Cannot produce to %s: no broker answers; at most 15 s are waited. Check"
                                    + " --bootstrap-servers, that the broker runs, and that --kafka-config speaks its"
                                    + " protocol, then try again.\n")
                            .formatted(server));
        }
    }

    @Test
    void whatKafkaCannotGrantIsAskedWrongly() {
        assertThat(snapshot("--replication-factor", "3")).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .contains("Mend --prefix, --partitions or --replication-factor.")
                .hasLineCount(1);
    }

    @Test
    @Timeout(120)
    void aStopByASignalFinishesThePostInHandAndTellsTheCounts() throws Exception {
        tables.run("ALTER TABLE pinterest_data ADD PRIMARY KEY (`index`)");
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "pinpipe.producer.Produce",
                        "--credentials=" + credentials(Map.of()),
                        "--to=console",
                        "--mode=emulate",
                        "--rate=200")
                .redirectError(said.toFile())
                .start();
        try (var lines = process.inputReader(UTF_8)) {
            assertThat(lines.readLine()).startsWith("pin_result: {\"index\":");
            process.toHandle().destroy(); // process.destroy() would close the stream that is read below
            long shown = 1 + lines.lines().count();

            assertThat(process.waitFor()).isEqualTo(128 + 15);
            assertThat(shown % 3).isZero();
            assertThat(Files.readString(said))
                    .contains("user_data: %1$,d rows read, %1$,d sent, %1$,d acknowledged".formatted(shown / 3));
        } finally {
            process.destroyForcibly();
        }
    }

    private void fillFromFixture() throws SQLException, IOException {
        for (SourceTable table : SourceTable.values()) {
            PostTable here = PostTable.ALL.get(table.ordinal());
            Files.write(folder.resolve(table.tableName() + ".jsonl"), fixture(here, "row"));
        }
        tables.fill(new RowFiles(folder));
    }

    private static List<String> fixture(PostTable table, String name) throws IOException {
        String path = "/%s/%s.jsonl".formatted(table.kind(), name);
        try (var stream = ProduceTest.class.getResourceAsStream(path)) {
            assertThat(stream).as(path).isNotNull();
            return List.of(new String(stream.readAllBytes(), UTF_8).split("\n"));
        }
    }

    private Topic topic(PostTable table) {
        return new Topic(broker, table.topic(prefix));
    }

    private Exit emulate(String... more) {
        return kafka("emulate", more);
    }

    private Exit snapshot(String... more) {
        return kafka("snapshot", more);
    }

    private Exit kafka(String mode, String... more) {
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

    private String credentials(Map<String, Object> others) throws IOException {
        return tables.credentials(folder, others);
    }

    private Exit produce(String... args) {
        PrintStream outStream = new PrintStream(out, true, UTF_8);
        PrintStream errStream = new PrintStream(err, true, UTF_8);
        return new Console(outStream, errStream).run(new ProduceCommand(outStream, errStream), args);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
