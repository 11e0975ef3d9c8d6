package pinpipe.etl.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.Landing;

/** What becomes of many small objects that were read, and what does not. */
class LandingUpkeepTest {
    private static final int OBJECTS = 20;
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(30));
    private static final Instant AGED = Instant.now().minus(Duration.ofDays(7));

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");
    private final List<String> lines = user.landed().subList(50, 80);
    private Path landing;
    private Warehouse warehouse;

    @BeforeEach
    void landOneRecordAnObject() {
        landing = folder.resolve("landing");
        warehouse = new Warehouse(folder.resolve("warehouse"));
        user.land(landing, 0, lines.subList(0, OBJECTS), 1);
    }

    @Test
    void theyBecomeOneWithTheSameLinesAtTheSameOffsets() throws Exception {
        clean();
        List<JsonNode> rows = warehouse.rows("user");
        long rejected = warehouse.quarantine("user").count();

        String told = pack();

        assertThat(told).isEqualTo("landing of %s: 19 small objects became 1".formatted(user.topic()));
        assertThat(objects()).containsOnlyKeys(name(0), name(19));
        assertThat(objects().get(name(0))).isEqualTo(lines.subList(0, 19));
        assertThat(statuses(false)).containsExactly("nothing_new");
        assertThat(warehouse.rows("_runs/user")).last().satisfies(run -> assertThat(
                        run.get("report").asText())
                .contains("Packed what has landed: 19 small objects became 1."));

        statuses(true);

        assertThat(Warehouse.withoutLineage(warehouse.rows("user"))).isEqualTo(Warehouse.withoutLineage(rows));
        assertThat(warehouse.quarantine("user").count()).isEqualTo(rejected);
    }

    @Test
    void aHoleStaysOneAndWhatIsYoungOrNotReadStaysAsItIs() throws Exception {
        Files.delete(landing.resolve(user.path("partition=0", 5, "")));
        age(landing);
        Files.setLastModifiedTime(
                landing.resolve(user.path("partition=0", 15, "")), FileTime.from(AGED.plusSeconds(60)));
        statuses(false);
        user.land(landing, OBJECTS, lines.subList(0, 2), 1);

        pack();

        assertThat(objects().keySet())
                .containsExactly(name(0), name(6), name(15), name(16), name(19), name(20), name(21));
        assertThat(objects().get(name(6))).isEqualTo(lines.subList(6, 15));
    }

    @Test
    void whatWasPackedIsPackedOnWithWhatCameSince() throws Exception {
        for (int offset = 3; offset < 6; offset++) {
            Files.delete(landing.resolve(user.path("partition=0", offset, "")));
            Fixture.write(landing.resolve(user.path("partition=0", offset, ".gz")), List.of(lines.get(offset)), true);
        }
        clean();
        pack();
        user.land(landing, OBJECTS, lines.subList(0, 3), 1);
        clean();

        assertThat(pack()).endsWith(": 4 small objects became 1");

        assertThat(objects()).containsOnlyKeys(name(0), name(22));
        assertThat(objects().get(name(0)))
                .isEqualTo(Stream.concat(lines.subList(0, OBJECTS).stream(), lines.subList(0, 2).stream())
                        .toList());
        assertThat(pack()).endsWith(": no small objects");
        assertThat(statuses(false)).containsExactly("nothing_new");
    }

    @ParameterizedTest
    @EnumSource(LandingUpkeep.Step.class)
    void killedAfterAnyStepNothingIsLostOrDoubledAndTheNextOneEndsIt(LandingUpkeep.Step step) throws Exception {
        clean();
        List<JsonNode> rows = warehouse.rows("user");

        assertThatThrownBy(() -> pack(AGED, reached -> {
                    if (reached == step) {
                        throw new StreamScene.Killed();
                    }
                }))
                .isInstanceOf(StreamScene.Killed.class);

        assertThat(statuses(false)).containsAnyOf("nothing_new", "committed");
        assertThat(warehouse.rows("user")).isEqualTo(rows);

        pack(Instant.now().plusSeconds(60), reached -> {});

        assertThat(objects()).containsOnlyKeys(name(0), name(19));
        assertThat(objects().get(name(0))).isEqualTo(lines.subList(0, 19));
        assertThat(statuses(false)).containsExactly("nothing_new");
        assertThat(warehouse.rows("user")).isEqualTo(rows);
    }

    @Test
    void whoHasReadOnlyTheBeginningReadsTheRest() throws Exception {
        Warehouse late = new Warehouse(folder.resolve("late"));
        Path half = folder.resolve("half");
        user.land(half, 0, lines.subList(0, OBJECTS / 2), 1);
        age(half);
        late.clean(USER, half);
        clean();
        pack();

        late.clean(USER, landing);

        assertThat(Warehouse.withoutLineage(late.rows("user")))
                .isEqualTo(Warehouse.withoutLineage(warehouse.rows("user")));
        assertThat(late.quarantine("user").count())
                .isEqualTo(warehouse.quarantine("user").count());
    }

    @Test
    void whereATopicMayHaveBeenMadeAgainNothingIsPacked() throws Exception {
        clean();
        Files.setLastModifiedTime(
                landing.resolve(user.path("partition=0", 4, "")),
                FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(pack())
                .isEqualTo(
                        "landing of %s: left alone; %s has landed again since it was read. Run `pinpipe clean user` first."
                                .formatted(user.topic(), user.path("partition=0", 4, "")));
        assertThat(objects()).hasSize(OBJECTS);
    }

    /** All that has landed is old when it is read. */
    private void clean() throws IOException {
        age(landing);
        statuses(false);
    }

    private static void age(Path folder) throws IOException {
        for (Path object : files(folder)) {
            Files.setLastModifiedTime(object, FileTime.from(LONG_AGO));
        }
    }

    private List<String> statuses(boolean rebuild) {
        return warehouse.clean(USER, landing, Landing.Reading.AUTO, Duration.ZERO, rebuild).stream()
                .map(Report::status)
                .toList();
    }

    private String pack() throws IOException {
        return pack(AGED, step -> {});
    }

    private String pack(Instant before, LandingUpkeep.Watcher watcher) throws IOException {
        SparkSession spark = LocalSpark.spark();
        String root =
                Store.at(spark, folder.resolve("warehouse").toString()).root().toString();
        Landing landed = new Landing(spark, landing.toUri().toString(), Landing.Reading.AUTO);
        return new LandingUpkeep(spark, root, landed, before.toEpochMilli(), watcher)
                .of(USER, user.topic(), "test " + UUID.randomUUID(), Clock.systemUTC(), () -> false);
    }

    /** The lines of each object by its name. */
    private Map<String, List<String>> objects() throws IOException {
        Map<String, List<String>> objects = new TreeMap<>();
        for (Path file : files(landing)) {
            boolean zipped = file.toString().endsWith(".gz");
            try (InputStream stored = Files.newInputStream(file);
                    InputStream in = zipped ? new GZIPInputStream(stored) : stored) {
                List<String> its = List.of(new String(in.readAllBytes(), UTF_8).split("\n", -1));
                assertThat(its).last().isEqualTo("");
                objects.put(file.getFileName().toString(), its.subList(0, its.size() - 1));
            }
        }
        return objects;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private String name(long offset) {
        return Path.of(user.path("partition=0", offset, "")).getFileName().toString();
    }
}
