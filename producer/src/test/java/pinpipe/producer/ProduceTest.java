package pinpipe.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cli.Exit;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.Topic;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;
import pinpipe.testdata.RowFiles;
import pinpipe.testdata.SourceTable;

class ProduceTest extends ProduceCalls {
    ProduceTest(Database database, Broker broker) {
        super(database, broker);
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
                pinterest_data: 40 rows read, 40 sent, 40 acknowledged; complete, 40 keys compared
                geolocation_data: 40 rows read, 40 sent, 40 acknowledged; complete, 40 keys compared
                user_data: 40 rows read, 40 sent, 40 acknowledged; complete, 40 keys compared
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

        assertThat(out())
                .contains("pinterest_data: 12 rows read, 12 sent, 12 acknowledged")
                .contains("12 posts drawn: 12 acknowledged whole, 0 in part, 0 not at all");
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

        assertThat(emulate("--count", "30", "--rate", "500", "--seed", "1"))
                .as(err())
                .isEqualTo(Exit.DONE);

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
    void anEmptyTableIsASnapshotOfNothingButNothingToDrawFrom() throws SQLException {
        tables.run("DELETE FROM pinterest_data");

        assertThat(snapshot()).isEqualTo(Exit.DONE);
        assertThat(out()).contains("pinterest_data: 0 rows read, 0 sent, 0 acknowledged");
        assertThat(emulate()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains("it has no rows to draw from. Load the table first.");
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
}
