package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.landing.Landing;

/** What the ledgers tell somebody who asks how the runs went. */
@Tag("once")
class ShowRunsTest {
    private static final String GOOD =
            "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L\",\"age\":36,\"date_joined\":\"2016-03-01T08:00:00\"}";

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void aRunIsOneRowWithItsOutcomesAndOneThatWasKilledSaysSoUntilARebuildLeavesItBehind() {
        user.land(landing(), 0, List.of(GOOD.formatted(1), "broken"), 2);
        Warehouse warehouse = new Warehouse(warehouse());
        warehouse.clean(USER, landing());
        user.land(landing(), 2, List.of(GOOD.formatted(2)), 1);
        warehouse.clean(USER, landing());
        warehouse.forgetEndOf(USER);

        List<String> lines = runs().lines();

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .matches(
                        "table +run +when +status +read +inserted +updated +unchanged +stale +duplicate +rejected +seconds +why");
        assertThat(lines.get(2))
                .matches("user +1 +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d +committed +2 +1 +0 +0 +0 +0 +1 +[\\d.]+");
        assertThat(lines.get(3)).matches("user +2 +[-: \\d]+ +unfinished");
        assertThat(runs("--last").lines()).hasSize(3).last().asString().startsWith("user     2");
        assertThat(runs("--table", "pin").err())
                .isEqualTo("Cannot list the runs: pin has never run in file:%s. There are: user.\n"
                        .formatted(warehouse()));

        warehouse.clean(USER, landing(), Landing.Reading.AUTO, Duration.ZERO, true);

        List<JsonNode> all = runs("--json").lines().stream().map(Fixture::node).toList();
        assertThat(all).extracting(run -> run.get("run").asInt()).containsExactly(1, 2, 3);
        assertThat(all)
                .extracting(run -> run.get("status").asText())
                .containsExactly("committed", "abandoned", "committed");
        assertThat(all).extracting(run -> run.get("rebuild").asBoolean()).containsExactly(false, false, true);
        assertThat(all.get(1).get("report").isNull()).isTrue();
        assertThat(all.get(2).at("/report/reasons/not_json").asInt()).isEqualTo(1);
    }

    @Test
    void aFailedAttemptAndARejectedRunSayWhy() throws IOException {
        user.land(landing(), 0, List.of(GOOD.formatted(1), "broken"), 1);
        clean("--max-rejected-share", "1", "--max-rejected", "0");
        Path zipped = landing().resolve(user.path("partition=0", 2, ".gz"));
        Files.writeString(zipped, "no gzip at all");
        clean("--max-rejected-share", "1");

        List<String> lines = runs("--table", "user").lines();

        assertThat(lines.get(2)).contains(" rejected ").endsWith("1 of 2 records rejected, mostly not_json");
        assertThat(lines.get(3))
                .contains(" failed ")
                .contains("Cannot clean user: topics/")
                .endsWith("then run again with --rebuild.");
    }

    @Test
    void aWarehouseWithoutRunsIsAskedWrongly() throws IOException {
        Call missing = runs();
        assertThat(missing.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(missing.err())
                .isEqualTo(
                        "Cannot list the runs: there is no folder file:%s. Check --warehouse, the folder that `pinpipe clean` writes.\n"
                                .formatted(warehouse()));

        Files.createDirectories(warehouse());
        Call empty = runs();
        assertThat(empty.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(empty.err())
                .isEqualTo(
                        "Cannot list the runs: nothing has run yet in file:%s. Check --warehouse, or run `pinpipe clean` first.\n"
                                .formatted(warehouse()));
    }

    private void clean(String... more) {
        Call.of(
                out -> new Clean("clean user", USER),
                Stream.concat(
                                Stream.of(
                                        "--landing",
                                        landing().toString(),
                                        "--prefix",
                                        Fixture.PREFIX,
                                        "--warehouse",
                                        warehouse().toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private Call runs(String... more) {
        return Call.of(
                ShowRuns::new,
                Stream.concat(Stream.of("--warehouse", warehouse().toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private Path warehouse() {
        return folder.resolve("warehouse");
    }
}
