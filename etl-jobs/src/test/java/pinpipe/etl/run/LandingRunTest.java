package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.PinTable.PIN;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Failure;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.landing.Landing.Reading;

/** What one run after another makes of a landing. */
class LandingRunTest {
    private static final Duration NO_GRACE = Duration.ZERO;

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void howTheRecordsLieInObjectsDoesNotMatter() {
        List<String> lines = user.landed();
        Warehouse one = cleaned("one", user.land(folder.resolve("1"), 0, lines, 1), Reading.AUTO);
        Warehouse five = cleaned("five", user.land(folder.resolve("5"), 0, lines, lines.size() / 5 + 1), Reading.AUTO);
        Path zipped = folder.resolve("z");
        Fixture.write(zipped.resolve(user.path("partition=0", 0, ".gz")), lines, true);
        Warehouse gzip = cleaned("gzip", zipped, Reading.AUTO);
        Path hours = folder.resolve("h");
        int half = lines.size() / 2;
        Fixture.write(
                hours.resolve(user.path("year=2024/month=01/day=31/hour=07", 0, "")), lines.subList(0, half), false);
        Fixture.write(
                hours.resolve(user.path("year=2024/month=01/day=31/hour=08", half, "")),
                lines.subList(half, lines.size()),
                false);
        Warehouse time = cleaned("time", hours, Reading.AUTO);
        Warehouse spark = cleaned("spark", folder.resolve("5"), Reading.SPARK);

        List<JsonNode> expected = Warehouse.withoutLineage(user.clean());
        for (Warehouse warehouse : List.of(one, five, gzip, time, spark)) {
            assertThat(Warehouse.withoutLineage(warehouse.rows("user"))).isEqualTo(expected);
            assertThat(warehouse.quarantine("user").count())
                    .isEqualTo(user.rejected().size());
        }
        assertThat(lineage(spark.rows("user"))).isEqualTo(lineage(five.rows("user")));
    }

    @Test
    void aRunThatFindsNothingNewCommitsNothing() {
        Path landing = user.land(folder.resolve("l"), 0, user.landed().subList(0, 20), 7);
        Path hours = landing.resolve(user.path("year=2024/month=01/day=31/hour=07", 100, ""));
        Fixture.write(
                hours, List.of("{\"ind\":900,\"first_name\":\"A\",\"date_joined\":\"2020-01-01T00:00:00\"}"), false);
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        warehouse.clean(USER, landing);
        long table = warehouse.version("user");
        long ledger = warehouse.version("_runs/user");

        Report again = warehouse.clean(USER, landing).get(0);

        assertThat(again.status()).isEqualTo("nothing_new");
        assertThat(again.run()).isEqualTo(1);
        assertThat(warehouse.version("user")).isEqualTo(table);
        assertThat(warehouse.version("_runs/user")).isEqualTo(ledger);
    }

    @Test
    void theNewestVersionOfARowWinsWheneverItIsRead() {
        Path landing = folder.resolve("l");
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        user.land(landing, 10, List.of(joined(1, "2020-08-28T03:52:47", 30), joined(2, "2020-08-28T03:52:47", 30)), 1);
        assertThat(warehouse.clean(USER, landing).get(0).outcomes()).isEqualTo(new Counts.Outcomes(2, 0, 0, 0, 0, 0));

        user.land(landing, 12, List.of(joined(1, "2020-08-28 03:52:47", 30), joined(2, "2020-08-28 03:52:47", 31)), 1);
        assertThat(warehouse.clean(USER, landing).get(0).outcomes())
                .as("the same row with a blank in its datetime is unchanged, another age is an update")
                .isEqualTo(new Counts.Outcomes(0, 1, 1, 0, 0, 0));

        user.land(landing, 5, List.of(joined(2, "2020-08-28T03:52:47", 99)), 1);
        assertThat(warehouse.clean(USER, landing).get(0).outcomes())
                .as("an earlier version that is read later changes nothing")
                .isEqualTo(new Counts.Outcomes(0, 0, 0, 1, 0, 0));
        assertThat(warehouse.rows("user"))
                .extracting(row -> row.get("age").asInt())
                .containsExactly(30, 31);
    }

    @Test
    void aSinkThatDeliversTwiceDoublesNothing() {
        Path landing = folder.resolve("l");
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        List<String> lines =
                List.of(joined(1, "2020-08-28T03:52:47", 30), "broken", joined(2, "2020-08-28T03:52:47", 30));
        user.land(landing, 0, lines, 3);
        user.land(landing, 1, lines.subList(1, 3), 2);

        Report report = warehouse.clean(USER, landing).get(0);

        assertThat(report.outcomes()).isEqualTo(new Counts.Outcomes(2, 0, 0, 0, 2, 1));
        assertThat(report.source().overlaps()).containsExactly(new Source.Overlap(0, 1, 3));
        user.land(landing, 2, List.of(lines.get(2), joined(3, "2020-08-28T03:52:47", 30)), 2);
        assertThat(warehouse.clean(USER, landing).get(0).outcomes()).isEqualTo(new Counts.Outcomes(1, 0, 1, 0, 0, 0));
        assertThat(warehouse.quarantine("user").count()).isEqualTo(1);
    }

    @Test
    void aRunThatFindsAnUnfinishedPlanFinishesExactlyThatOneFirst() {
        Path landing = user.land(folder.resolve("l"), 0, user.landed(), 30);
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        warehouse.clean(USER, landing);
        warehouse.forgetEndOf(USER);
        user.land(landing, user.landed().size(), List.of(joined(777, "2020-08-28T03:52:47", 30)), 1);

        List<Report> reports = warehouse.clean(USER, landing);

        assertThat(reports).extracting(Report::run).containsExactly(1L, 2L);
        assertThat(reports.get(0).outcomes().inserted()).isEqualTo(user.clean().size());
        assertThat(reports.get(1).outcomes()).isEqualTo(new Counts.Outcomes(1, 0, 0, 0, 0, 0));
        assertThat(warehouse.rows("user")).hasSize(user.clean().size() + 1);
        assertThat(warehouse.quarantine("user").count())
                .isEqualTo(user.rejected().size());
    }

    @Test
    void anObjectThatChangedUnderAnUnfinishedPlanStopsTheRun() throws IOException {
        Path landing = user.land(folder.resolve("l"), 0, user.landed().subList(0, 10), 5);
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        warehouse.clean(USER, landing);
        warehouse.forgetEndOf(USER);
        Path object = landing.resolve(user.path("partition=0", 5, ""));
        Files.writeString(object, "{}\n");

        assertThatThrownBy(() -> warehouse.clean(USER, landing))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("run 1 was not finished, and since then topics/")
                .hasMessageContaining("had ")
                .hasMessageEndingWith("or make the table anew with --rebuild.");
        Files.delete(object);
        assertThatThrownBy(() -> warehouse.clean(USER, landing)).hasMessageContaining("is gone");
    }

    @Test
    void rebuildingReadsEverythingAgainAndSwapsTheTableInOneCommit() {
        Path landing = user.land(folder.resolve("l"), 0, user.landed(), 30);
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        warehouse.clean(USER, landing);
        List<JsonNode> before = Warehouse.withoutLineage(warehouse.rows("user"));
        long version = warehouse.version("user");

        Report report =
                warehouse.clean(USER, landing, Reading.AUTO, NO_GRACE, true).get(0);

        assertThat(report.outcomes().inserted()).isEqualTo(user.clean().size());
        assertThat(Warehouse.withoutLineage(warehouse.rows("user"))).isEqualTo(before);
        assertThat(warehouse.version("user")).isEqualTo(version + 1);
        assertThat(warehouse.quarantine("user").count())
                .isEqualTo(user.rejected().size());
        assertThat(warehouse.clean(USER, landing).get(0).status()).isEqualTo("nothing_new");
    }

    @Test
    void anObjectBeyondAYoungGapIsLeftForTheNextRun() {
        Path landing = user.land(folder.resolve("l"), 0, List.of(joined(1, "2020-08-28T03:52:47", 30)), 1);
        user.land(landing, 5, List.of(joined(2, "2020-08-28T03:52:47", 30), joined(3, "2020-08-28T03:52:47", 30)), 1);
        Warehouse warehouse = new Warehouse(folder.resolve("w"));

        Report waits = warehouse
                .clean(USER, landing, Reading.AUTO, Duration.ofHours(1), false)
                .get(0);
        Report still = warehouse
                .clean(USER, landing, Reading.AUTO, Duration.ofHours(1), false)
                .get(0);
        Report passes = warehouse.clean(USER, landing).get(0);

        assertThat(waits.outcomes().inserted()).isEqualTo(1);
        assertThat(waits.source().gaps()).containsExactly(new Source.Gap(0, 1, 5, "open"));
        assertThat(still.status()).isEqualTo("nothing_new");
        assertThat(still.source().gaps()).containsExactly(new Source.Gap(0, 1, 5, "open"));
        assertThat(passes.outcomes().inserted()).isEqualTo(2);
        assertThat(passes.source().gaps()).containsExactly(new Source.Gap(0, 1, 5, "passed"));
    }

    @Test
    void anObjectWhoseNameIsNotUnderstoodIsWarnedOf() {
        Path landing = user.land(folder.resolve("l"), 0, List.of(joined(1, "2020-08-28T03:52:47", 30)), 1);
        Fixture.write(landing.resolve("topics/" + user.topic() + "/partition=0/notes.txt"), List.of("x"), false);

        Report report = new Warehouse(folder.resolve("w")).clean(USER, landing).get(0);

        assertThat(report.warnings()).singleElement().asString().contains("notes.txt");
    }

    @Test
    void aTopicThatNeverLandedAnythingIsAskedWronglyAndThoseThereAreNamed() {
        Path landing = user.land(folder.resolve("l"), 0, List.of("x"), 1);

        assertThatThrownBy(() -> new Warehouse(folder.resolve("w")).clean(PIN, landing))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot clean pin: no object of topic 0a1b2c3d4e5f.pin has landed in ")
                .hasMessageEndingWith("the topics there are 0a1b2c3d4e5f.user.");
    }

    private Warehouse cleaned(String name, Path landing, Reading reading) {
        Warehouse warehouse = new Warehouse(folder.resolve(name));
        warehouse.clean(USER, landing, reading, NO_GRACE, false);
        return warehouse;
    }

    private static String joined(int ind, String when, int age) {
        return "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L\",\"age\":%d,\"date_joined\":\"%s\"}"
                .formatted(ind, age, when);
    }

    private static List<JsonNode> lineage(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("_lineage")).toList();
    }
}
