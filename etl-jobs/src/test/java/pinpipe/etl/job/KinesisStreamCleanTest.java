package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.etl.table.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    @TempDir
    static Path home;

    private static KinesisEndpoint kinesis;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        kinesis = KinesisEndpoint.start(home);
        kinesis.create(STREAM, 1);
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
        fixture.landed().subList(half, fixture.landed().size()).forEach(KinesisStreamCleanTest::send);
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
    void aStreamThatIsNotThereIsSaid() {
        Call nowhere = stream("w", "--prefix", "0a1b2c3d4e5");

        assertThat(nowhere.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(nowhere.err())
                .startsWith("Cannot read stream streaming-0a1b2c3d4e5-user: there is none in this region and account.");
    }

    private static void send(String line) {
        kinesis.send(STREAM, "key", line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Call stream(String warehouse, String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        if (!args.contains("--checkpoint")) {
            args.addAll(List.of("--checkpoint", folder.resolve("checkpoint").toString()));
        }
        args.addAll(List.of("--table", "user", "--from", "kinesis", "--once", "--settle", "0s"));
        args.addAll(List.of(
                "--region",
                KinesisEndpoint.REGION,
                "--endpoint",
                kinesis.address().toString()));
        args.addAll(List.of("--warehouse", folder.resolve(warehouse).toString(), "--max-refused-share", "1"));
        return Call.of(out -> new StreamClean(out, new StopRequest()), args.toArray(String[]::new));
    }

    private static List<JsonNode> rows(Warehouse warehouse) {
        return Warehouse.withoutLineage(warehouse.rows("user"));
    }
}
