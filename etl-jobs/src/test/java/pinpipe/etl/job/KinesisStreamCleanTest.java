package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.kinesis.KinesisEndpoint;
import pinpipe.etl.live.StopRequest;

/** The stream of Kinesis, held against what {@code clean} makes of the same lines. */
class KinesisStreamCleanTest {
    private static final String STREAM = "streaming-%s-user".formatted(Fixture.PREFIX);

    private static final String SHARED = "streaming";

    @TempDir
    static Path home;

    private static KinesisEndpoint kinesis;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        kinesis = KinesisEndpoint.start(home);
        kinesis.create(STREAM, 1);
        kinesis.create(SHARED, 2);
    }

    @AfterAll
    static void stop() throws IOException {
        kinesis.close();
    }

    @Test
    void kinesisAndLandingMakeTheSameTable() throws IOException {
        Fixture fixture = new Fixture("user");
        Path landing = folder.resolve("landing");
        fixture.land(landing, 0, fixture.landed(), 10);
        Warehouse byLanding = new Warehouse(folder.resolve("by-landing"));
        byLanding.clean(USER, landing);
        int half = fixture.landed().size() / 2;
        fixture.landed().subList(0, half).forEach(KinesisStreamCleanTest::send);

        Call first = stream("w", "--prefix", Fixture.PREFIX);
        kinesis.split(STREAM, "shardId-000000000000");
        int most = fixture.landed().size() * 3 / 4;
        fixture.landed().subList(half, most).forEach(KinesisStreamCleanTest::send);
        kinesis.merge(STREAM, "shardId-000000000001", "shardId-000000000002");
        fixture.landed().subList(most, fixture.landed().size()).forEach(KinesisStreamCleanTest::send);
        Call second = stream("w", "--prefix", Fixture.PREFIX);
        Call lost = stream(
                "w",
                "--prefix",
                Fixture.PREFIX,
                "--checkpoint",
                folder.resolve("another").toString());

        assertThat(first.err()).isEmpty();
        assertThat(second.exit()).isEqualTo(Exit.DONE);
        assertThat(lost.out()).contains(" 0 inserted + 0 updated");
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        assertThat(rows(warehouse)).isEqualTo(rows(byLanding));
        assertThat(warehouse.rows("_quarantine/user")).hasSameSizeAs(byLanding.rows("_quarantine/user"));
        oneTableIsFedByTopicsOrByKinesisAndNotByBoth(warehouse, landing);
    }

    private void oneTableIsFedByTopicsOrByKinesisAndNotByBoth(Warehouse streamed, Path landing) {
        assertThatThrownBy(() -> streamed.clean(USER, landing))
                .hasMessage("Cannot clean user: user was fed from kinesis, and places there say nothing about records"
                        + " that landed from a topic. Take another --warehouse for what lands.");

        Call other = stream(
                "by-landing",
                "--prefix",
                Fixture.PREFIX,
                "--checkpoint",
                folder.resolve("c3").toString());

        assertThat(other.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(other.err())
                .isEqualTo(
                        "Cannot stream into user: it was fed from what landed of a topic, and places there say nothing"
                                + " about records from kinesis. Take another --warehouse for this stream.\n");
    }

    @Test
    @Tag("once")
    void aRecordOfAStreamThatAllTablesShareHasOneOutcomeInOneTable() {
        sendShared("pin", "{\"index\":1,\"unique_id\":\"a\"}");
        sendShared(Fixture.PREFIX + "-geo", "{\"ind\":1,\"timestamp\":\"2020-01-01T00:00:00\",\"country\":\"Fiji\"}");
        sendShared("user", user(1));
        sendShared("weather", user(2));
        sendShared("pin", "{\"index\":1,\"name\":\"Maya\"}");
        sendShared("pin", "{\"_deleted\":true,\"ind\":1}");

        Call byKey = stream("key", all("key"));
        Call byShape = stream("shape", all("shape"));

        assertThat(byKey.err()).isEmpty();
        assertThat(outcomes(byKey))
                .containsExactly(
                        "geo 1 read = 1 inserted, 0 rejected",
                        "pin 4 read = 0 inserted, 2 rejected",
                        "user 1 read = 1 inserted, 0 rejected");
        assertThat(outcomes(byShape))
                .containsExactly(
                        "geo 1 read = 1 inserted, 0 rejected",
                        "pin 3 read = 1 inserted, 2 rejected",
                        "user 2 read = 2 inserted, 0 rejected");
        for (String layout : List.of("key", "shape")) {
            assertThat(new Warehouse(folder.resolve(layout)).rows("_quarantine/pin"))
                    .allMatch(line -> line.get("reasons").toString().contains("other_table"));
        }
    }

    private static String[] all(String layout) {
        return new String[] {
            "--prefix", Fixture.PREFIX, "--table", "all", "--stream-layout", layout, "--shared-stream", SHARED
        };
    }

    private static String user(int ind) {
        return "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L\",\"age\":36,\"date_joined\":\"2016-03-01T08:00:00\"}"
                .formatted(ind);
    }

    private static List<String> outcomes(Call call) {
        return call.lines().stream()
                .map(line -> line.replaceFirst(
                        "\\S+ \\S+ +(\\w+) +run 1 streamed: (\\d+ read = \\d+ inserted) .* (\\d+ rejected), .*",
                        "$1 $2, $3"))
                .sorted()
                .toList();
    }

    @Test
    @Tag("once")
    void aSourceThatIsNotHereIsSaid() {
        Call databricks = stream("w", "--prefix", Fixture.PREFIX, "--kinesis-source", "databricks");
        Call emr = stream("w", "--prefix", Fixture.PREFIX, "--kinesis-source", "emr", "--stream-layout", "key");

        assertThat(databricks.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(databricks.err())
                .isEqualTo("Cannot stream into user: there is no source of Kinesis here as --kinesis-source databricks"
                        + " means it, which its platform brings. Take --kinesis-source builtin.\n");
        assertThat(emr.err())
                .contains("--once cannot stand with --kinesis-source emr")
                .contains("--shared-stream is missing");
    }

    @Test
    void aStreamThatIsNotThereIsSaid() {
        Call nowhere = stream("w", "--prefix", "0a1b2c3d4e5");

        assertThat(nowhere.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(nowhere.err())
                .startsWith("Cannot read stream streaming-0a1b2c3d4e5-user: there is none in this region and account.");
    }

    private static void send(String line) {
        kinesis.send(STREAM, "key", line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void sendShared(String key, String line) {
        kinesis.send(SHARED, key, line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Call stream(String warehouse, String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        if (!args.contains("--checkpoint")) {
            args.addAll(List.of(
                    "--checkpoint", folder.resolve(warehouse + "-checkpoint").toString()));
        }
        if (!args.contains("--table")) {
            args.addAll(List.of("--table", "user"));
        }
        args.addAll(List.of("--from", "kinesis", "--once", "--settle", "0s"));
        args.addAll(List.of(
                "--region",
                KinesisEndpoint.REGION,
                "--endpoint",
                kinesis.address().toString()));
        args.addAll(List.of("--warehouse", folder.resolve(warehouse).toString(), "--max-rejected-share", "1"));
        return Call.of(out -> new StreamClean(out, new StopRequest()), args.toArray(String[]::new));
    }

    private static List<JsonNode> rows(Warehouse warehouse) {
        return Warehouse.withoutLineage(warehouse.rows("user"));
    }
}
