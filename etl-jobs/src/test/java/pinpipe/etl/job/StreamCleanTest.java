package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.GeoTable.GEO;
import static pinpipe.tables.PinTable.PIN;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cleaning.Table;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.KafkaBroker;
import pinpipe.etl.live.StopRequest;

/** The stream against a broker, held against what {@code land} and {@code clean} make of the same topics. */
@Tag("once")
class StreamCleanTest {
    private static final List<Table> TABLES = List.of(PIN, GEO, USER);

    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(brokerFolder);
        for (Table table : TABLES) {
            Fixture fixture = new Fixture(table.name());
            broker.create(fixture.topic(), 2);
            broker.send(fixture.topic(), 0, bytes(fixture.landed()));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @Test
    void landingAndStreamMakeTheSameTablesInAnyOrder() throws Exception {
        Path landing = landed("landing");
        Warehouse byLanding = warehouse("by-landing");
        Warehouse streamFirst = warehouse("stream-first");
        Warehouse streamLast = warehouse("stream-last");
        TABLES.forEach(table -> byLanding.clean(table, landing));
        streamLast.clean(USER, landing);

        Call first = stream("all", "stream-first");
        Call last = stream("user", "stream-last", "--records-per-batch", "50");
        streamFirst.clean(USER, landing);

        assertThat(first.err()).isEmpty();
        assertThat(first.exit()).isEqualTo(Exit.DONE);
        assertThat(last.exit()).isEqualTo(Exit.DONE);
        assertThat(first.lines()).hasSize(3).allMatch(line -> line.contains(" streamed: "));
        assertThat(last.lines()).hasSizeGreaterThan(1);
        for (Table table : TABLES) {
            assertThat(rows(streamFirst, table)).isEqualTo(rows(byLanding, table));
            assertThat(rejected(streamFirst, table)).isEqualTo(rejected(byLanding, table));
        }
        assertThat(rows(streamLast, USER)).isEqualTo(rows(byLanding, USER));
        assertThat(rejected(streamLast, USER)).isEqualTo(rejected(byLanding, USER));
        String warehouse = folder.resolve("stream-last").toString();
        assertThat(Call.of(ListQuarantine::new, "--table", "user", "--warehouse", warehouse)
                        .out())
                .contains(" in quarantine")
                .doesNotContain("are there");
    }

    @Test
    void itGoesOnWhereItEndedAndWithALostCheckpointChangesNothing() throws Exception {
        String topic = new Fixture("user").topic();
        stream("user", "w");
        Warehouse warehouse = warehouse("w");
        int before = warehouse.rows("user").size();

        broker.send(topic, 1, bytes(List.of(user(900_001), user(900_002))));
        Call goesOn = stream("user", "w");
        Call nothing = stream("user", "w");
        long version = warehouse.version("user");
        Call again = streamWith("another-checkpoint", "user", "w");

        assertThat(goesOn.lines()).singleElement().asString().contains("2 read = 2 inserted + 0 updated");
        assertThat(nothing.out()).isEmpty();
        assertThat(again.out()).contains(" 0 inserted + 0 updated");
        assertThat(warehouse.version("user")).isEqualTo(version);
        assertThat(warehouse.rows("user")).hasSize(before + 2);
        assertThat(status("w-checkpoint").lines())
                .element(2)
                .asString()
                .matches("user +1  .* yes +\\{\"%s\":\\{.*".formatted(topic));
        assertThat(status("nothing-here").err())
                .startsWith("Cannot say how far the streams are: no stream has kept anything in ");
    }

    @Test
    void itStopsWhenNothingArrivesOrWhenItIsAsked() throws Exception {
        StopRequest stop = new StopRequest();
        Call idle = call(stop, "c", "user", "w", "--trigger", "0.1s", "--until-idle", "0.5s");
        CompletableFuture<Call> running =
                CompletableFuture.supplyAsync(() -> call(stop, "c", "user", "w", "--trigger", "0.1s"));
        stop.ask();

        assertThat(idle.exit()).isEqualTo(Exit.DONE);
        assertThat(idle.lines()).isNotEmpty();
        assertThat(running.join().exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void recordsThatRetentionTookFromItAreTold() throws Exception {
        String topic = new Fixture("user").topic().replace(Fixture.PREFIX, "aged");
        broker.create(topic, 1);
        broker.send(topic, 0, bytes(List.of(user(1), user(2))));
        stream("user", "w", "--prefix", "aged");
        broker.send(topic, 0, bytes(List.of(user(3), user(4))));
        broker.deleteBelow(topic, 0, 3);

        Call lost = stream("user", "w", "--prefix", "aged");

        assertThat(lost.exit()).isEqualTo(Exit.DATA_REJECTED);
        assertThat(lost.err())
                .startsWith("Cannot stream into user: records that the stream had not read are no longer in its topic");
    }

    @Test
    void whatIsAskedWronglyIsSaidAtOnce() {
        Call wrong = stream("users", "w", "--trigger", "soon", "--until-idle", "x", "--records-per-batch", "0");
        Call nowhere = stream("pin", "w", "--prefix", "0a1b2c3d4e5");

        assertThat(wrong.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(wrong.err())
                .contains("--records-per-batch must be at least 1, was 0")
                .contains("--table must be pin, geo, user or all, was 'users'")
                .contains("--trigger must be a time such as 1s or 10m, was 'soon'")
                .contains("--until-idle must be a time such as 60s or 10m, was 'x'");
        assertThat(nowhere.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(nowhere.err())
                .startsWith("Cannot stream into pin: there is no topic 0a1b2c3d4e5.pin at ")
                .contains(": check --prefix.");
    }

    private Call status(String checkpoint) {
        return Call.of(
                StreamStatus::new, "--checkpoint", folder.resolve(checkpoint).toString());
    }

    private Path landed(String name) {
        Path landing = folder.resolve(name);
        LandTopicsScene.run(
                "--bootstrap-servers", broker.address(), "--prefix", Fixture.PREFIX, "--landing", landing.toString());
        return landing;
    }

    private Call stream(String table, String warehouse, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("--once");
        return call(new StopRequest(), warehouse + "-checkpoint", table, warehouse, all.toArray(String[]::new));
    }

    private Call streamWith(String checkpoint, String table, String warehouse) {
        return call(new StopRequest(), checkpoint, table, warehouse, "--once");
    }

    private Call call(StopRequest stop, String checkpoint, String table, String warehouse, String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        if (!args.contains("--prefix")) {
            args.addAll(List.of("--prefix", Fixture.PREFIX));
        }
        args.addAll(List.of("--table", table, "--from", "kafka", "--bootstrap-servers", broker.address()));
        args.addAll(List.of("--warehouse", folder.resolve(warehouse).toString(), "--max-rejected-share", "1"));
        args.addAll(List.of("--checkpoint", folder.resolve(checkpoint).toString()));
        return Call.of(out -> new StreamClean(out, stop), args.toArray(String[]::new));
    }

    private Warehouse warehouse(String name) {
        return new Warehouse(folder.resolve(name));
    }

    /** Rows without their places: of records that say the same, a row names the one that came first, or last in its batch. */
    private static List<JsonNode> rows(Warehouse warehouse, Table table) {
        return Warehouse.withoutLineage(warehouse.rows(table.name()));
    }

    /** Rejected lines with all that both doors know of them: not the object that it landed in, nor the number of the run. */
    private static List<JsonNode> rejected(Warehouse warehouse, Table table) {
        List<JsonNode> lines = new ArrayList<>(warehouse.rows("_quarantine/" + table.name()));
        lines.forEach(line -> ((ObjectNode) line).remove(List.of("object", "run")));
        lines.sort(Comparator.comparing(line -> line.get("offset").asLong()));
        return lines;
    }

    private static String user(int ind) {
        return "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L\",\"age\":36,\"date_joined\":\"2016-03-01T08:00:00\"}"
                .formatted(ind);
    }

    private static List<byte[]> bytes(List<String> lines) {
        return lines.stream().map(line -> line.getBytes(UTF_8)).toList();
    }
}
