package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.tables.UserTable;

/** What `clean` does about offsets that are missing: it says so, or stops, and reads them when they come. */
@Tag("once")
class OffsetGapsTest {
    private static final String MISSING =
            "Cannot clean user: offsets 2 to 3 of partition 0 have not landed, though what follows has."
                    + " Nothing was written; land what is missing, or go on without it by --offset-gaps warn.\n";

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void findTheSession() {
        LocalSpark.spark();
    }

    @Test
    void aGapIsPassedWithAWarningAndWhatFillsItLaterIsRead() throws IOException {
        land(0, 2);
        land(4, 6);
        assertThat(clean("warn")).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/source/gaps/0/state").asText()).isEqualTo("passed");
        assertThat(run(0).at("/warnings/0").asText())
                .isEqualTo(user.topic()
                        + ": offsets 2 to 3 of partition 0 have not landed; passed, and read if it lands later.");
        land(2, 4);

        assertThat(clean("fail")).as("nothing more is passed: %s", err).isEqualTo(Exit.DONE);

        assertThat(run(0).at("/source/gaps/0/state").asText()).isEqualTo("filled late");
        assertThat(run(0).at("/warnings")).isEmpty();
        assertThat(keys()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aRunThatMayNotPassAGapWritesNothingUntilItIsFilled() throws IOException {
        land(0, 2);
        land(4, 6);

        assertThat(clean("fail")).isEqualTo(Exit.DATA_REJECTED);
        assertThat(err.toString(UTF_8)).isEqualTo(MISSING);
        assertThat(run(0).at("/status").asText()).isEqualTo("rejected");
        assertThat(run(0).at("/source/gaps/0/state").asText()).isEqualTo("open");
        assertThat(folder.resolve("warehouse/user")).doesNotExist();
        land(2, 4);

        assertThat(clean("fail")).as("%s", err).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/source/gaps")).isEmpty();
        assertThat(keys()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void anUnfinishedPlanPassesNoGapEitherUntilWhatFillsItHasLanded() throws IOException {
        land(0, 2);
        land(4, 6);
        assertThat(clean("warn")).isEqualTo(Exit.DONE);
        warehouse().forgetEndOf(UserTable.USER);

        assertThat(clean("fail")).isEqualTo(Exit.DATA_REJECTED);
        assertThat(err.toString(UTF_8)).isEqualTo(MISSING);
        land(2, 4);

        assertThat(clean("fail")).as("%s", err).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/run").asInt()).isEqualTo(1);
        assertThat(run(1).at("/source/gaps/0/state").asText()).isEqualTo("filled late");
        assertThat(keys()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aFirstRunSaysFromWhereOnTheTableKnowsTheTopic() throws IOException {
        land(7, 9);

        assertThat(clean("fail")).isEqualTo(Exit.DONE);

        assertThat(run(0).at("/source/offsets/0/from").asInt()).isEqualTo(7);
        assertThat(run(0).at("/warnings")).singleElement().satisfies(warning -> assertThat(warning.asText())
                .contains("partition 0 is known from offset 7 on"));
    }

    @Test
    void underTimeFoldersAnObjectThatComesOutOfOrderIsReadAndPlaceDecides() throws IOException {
        Path hours = folder.resolve("landing");
        Fixture.write(hours.resolve(user.path("hour=08", 2, "")), List.of(row(1, "New"), row(2, "New")), false);
        assertThat(clean("warn")).isEqualTo(Exit.DONE);
        Fixture.write(hours.resolve(user.path("hour=07", 0, "")), List.of(row(0, "Old"), row(1, "Old")), false);

        assertThat(clean("warn")).isEqualTo(Exit.DONE);

        assertThat(run(0).at("/outcomes/inserted").asInt()).isEqualTo(1);
        assertThat(run(0).at("/outcomes/stale").asInt()).isEqualTo(1);
        assertThat(warehouse().rows("user"))
                .extracting(row -> row.get("user_name").asText())
                .containsExactly("Old L", "New L", "New L");
        assertThat(clean("warn")).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/status").asText()).isEqualTo("nothing_new");
    }

    /** Lands one row an offset, keyed by it, as one object. */
    private void land(int from, int to) {
        user.land(
                folder.resolve("landing"),
                from,
                IntStream.range(from, to).mapToObj(ind -> row(ind, "Ada")).toList(),
                to - from);
    }

    private static String row(int ind, String name) {
        return "{\"ind\":%d,\"first_name\":\"%s\",\"last_name\":\"L\",\"age\":30,\"date_joined\":\"2020-01-01T00:00:00\"}"
                .formatted(ind, name);
    }

    private List<Integer> keys() {
        return warehouse().rows("user").stream()
                .map(row -> row.get("ind").asInt())
                .toList();
    }

    private Warehouse warehouse() {
        return new Warehouse(folder.resolve("warehouse"));
    }

    /** What the last call reported of one of its runs. */
    private JsonNode run(int index) throws IOException {
        return Fixture.node(Files.readString(folder.resolve("report.json"))).at("/runs/" + index);
    }

    private Exit clean(String offsetGaps) {
        err.reset();
        PrintStream stream = new PrintStream(err, true, UTF_8);
        return new Console(stream, stream)
                .run(
                        new Clean("clean user", UserTable.USER),
                        "--landing=" + folder.resolve("landing"),
                        "--warehouse=" + folder.resolve("warehouse"),
                        "--prefix=" + Fixture.PREFIX,
                        "--grace=0s",
                        "--offset-gaps=" + offsetGaps,
                        "--report=" + folder.resolve("report.json"));
    }
}
