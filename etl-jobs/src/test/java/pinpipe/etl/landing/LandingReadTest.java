package pinpipe.etl.landing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.io.HostileStore;
import pinpipe.etl.landing.Landing.RawLines;
import pinpipe.etl.landing.Landing.Reading;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.LandingTask;
import pinpipe.etl.landing.objects.SplitPlanner;
import pinpipe.etl.records.SplitCounts;

/** By whatever way objects are read, the same records come of them, at the same places and with the same counts. */
class LandingReadTest {
    private static final String TOPIC = "0a1b2c3d4e5f.user";

    /** So that small objects, too, are split, by our own reader and by Spark. */
    private static final SplitPlanner SMALL_SPLITS = new SplitPlanner(400, 150);

    private static final String GOOD = "{\"ind\":%d,\"age\":30,\"date_joined\":\"2020-01-01 00:00:00\"}";

    @TempDir
    Path folder;

    private final SparkSession spark = LocalSpark.spark();

    @Test
    void everyWayOfReadingGivesTheSame() throws IOException {
        for (String landing : List.of("plain", "what/topics", "a blank and 100%", "%20 [1] {a,b} *?")) {
            Path root = folder.resolve(landing);
            land(root);
            List<String> expected = null;
            for (Reading reading : Reading.values()) {
                for (SplitPlanner planner : List.of(SplitPlanner.USUAL, SMALL_SPLITS)) {
                    List<String> read = read(root.toString(), reading, planner);
                    expected = expected == null ? read : expected;
                    assertSame(expected, read, "%s %s %s".formatted(landing, reading, planner));
                }
            }
            List<String> fromStore = read(HostileStore.uri("read", root), Reading.AUTO, SMALL_SPLITS);
            assertSame(expected, fromStore, "%s in a store".formatted(landing));
            assertThat(expected).hasSizeGreaterThan(100);
        }
    }

    @Test
    void aScanOfTheKeyAloneGivesTheSameCounts() throws IOException {
        land(folder);
        List<LandedObject> objects =
                landing(Reading.AUTO, SMALL_SPLITS).list(TOPIC).objects();
        List<LandingTask> tasks = SMALL_SPLITS.tasks(objects, object -> 0);
        PlannedTable table = new PlannedTable(USER, false, tasks, folder.toUri().toString(), Map.of());
        Dataset<Row> all = LandingSource.read(spark, table);

        List<Row> counts = all.where("_counts IS NOT NULL")
                .select("_object", "_split", "_counts")
                .collectAsList();

        assertThat(counts)
                .hasSize(tasks.stream().mapToInt(task -> task.splits().size()).sum());
        Dataset<Row> keys = all.select("ind", "_counts");
        assertThat(keys.queryExecution().executedPlan().toString())
                .contains("ind#")
                .doesNotContain("date_joined#");
        List<Row> ofKeys =
                keys.collectAsList().stream().filter(row -> !row.isNullAt(1)).toList();
        assertThat(sum(ofKeys.stream().map(row -> row.getStruct(1)).toList()))
                .isEqualTo(sum(counts.stream().map(row -> row.getStruct(2)).toList()));
        assertThat(all.select("ind").where("ind IS NOT NULL").count())
                .isEqualTo(all.where("_counts IS NULL AND ind IS NOT NULL").count());
    }

    @Test
    void anObjectThatHasChangedSinceItWasListedEndsTheReading() throws IOException {
        spark.sharedState().cacheManager().clearCache(); // of what other tests have left there
        for (Reading reading : Reading.values()) {
            for (SplitPlanner planner : List.of(SplitPlanner.USUAL, new SplitPlanner(4, 5))) {
                for (String other : List.of("{}\n{", "{}\n{}\n{}\n", "")) {
                    write(folder, "partition=0", 10, "{}\n{}\n".getBytes(UTF_8), "");
                    Landing landing = landing(reading, planner);
                    List<LandedObject> objects = landing.list(TOPIC).objects();
                    write(folder, "partition=0", 10, other.getBytes(UTF_8), "");

                    assertThatThrownBy(() -> landing.read(USER, objects, object -> 0, RawLines.REJECTED))
                            .as("%s %s '%s'", reading, planner, other)
                            .hasStackTraceContaining(objects.get(0).path()
                                    + " could not be read (it is not 6 bytes long, as it was when it was listed)");
                }
            }
        }
        assertThat(spark.sharedState().cacheManager().isEmpty()).isTrue();
    }

    private static void assertSame(List<String> expected, List<String> read, String way) {
        List<String> missing = new ArrayList<>(expected);
        List<String> tooMany = new ArrayList<>(read);
        missing.removeAll(read);
        tooMany.removeAll(expected);
        assertThat(missing).as("missing %s", way).isEmpty();
        assertThat(tooMany).as("too many %s", way).isEmpty();
        assertThat(read).hasSameSizeAs(expected);
    }

    /** All records with their places, and what was counted of each object. */
    private List<String> read(String uri, Reading reading, SplitPlanner planner) throws IOException {
        // So that Spark splits as well.
        spark.conf().set("spark.sql.files.maxPartitionBytes", planner.splitBytes());
        spark.conf().set("spark.sql.files.openCostInBytes", 0);
        Landing landing = new Landing(spark, uri, reading).splitting(planner);
        List<LandedObject> objects = landing.list(TOPIC).objects();
        List<String> read = new ArrayList<>();
        try (CleanedObjects cleaned =
                landing.read(USER, objects, object -> object.name().partition() * 1_000_000L, RawLines.ALL)) {
            cleaned
                    .rows(objects)
                    .where("_counts IS NULL")
                    .drop("_object", "_split", "_counts")
                    .toJSON()
                    .collectAsList()
                    .stream()
                    .sorted()
                    .forEach(read::add);
            for (LandedObject object : objects) {
                List<LandedObject> one = List.of(object);
                read.add("%s: %d lines, %s"
                        .formatted(object.path(), cleaned.lines().get(object.path()), describe(cleaned.counts(one))));
            }
            List<LandedObject> some = List.of(objects.get(0), objects.get(3), objects.get(4));
            assertThat(cleaned.rows(some).select("object").distinct().collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactlyInAnyOrder(
                            some.stream().map(LandedObject::path).toArray(String[]::new));
        } catch (IOException e) {
            throw new IOException("%s %s %s".formatted(uri, reading, planner), e);
        } finally {
            spark.conf().unset("spark.sql.files.maxPartitionBytes");
            spark.conf().unset("spark.sql.files.openCostInBytes");
        }
        return read;
    }

    private static String describe(CleaningCounts counts) {
        return "%d lines, %d records, %d rejected, %d rescued, %s %s"
                .formatted(
                        counts.lines(),
                        counts.records(),
                        counts.rejected(),
                        counts.rescued(),
                        counts.unwrapped(),
                        counts.repairs());
    }

    private static Map<String, Object> sum(List<Row> counts) {
        SplitCounts sum = new SplitCounts(USER);
        counts.forEach(sum::add);
        Map<String, Object> numbers = new TreeMap<>();
        numbers.put("lines", sum.lines());
        numbers.put("bytes", sum.bytes());
        numbers.put("counts", describe(sum.cleaning()));
        return numbers;
    }

    private Landing landing(Reading reading, SplitPlanner planner) throws IOException {
        return new Landing(spark, folder.toUri().toString(), reading).splitting(planner);
    }

    /** Objects of all kinds. */
    private static void land(Path root) throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            many.append(GOOD.formatted(i)).append('\n');
        }
        write(root, "partition=0", 10, many.toString().getBytes(UTF_8), "");
        write(root, "partition=1", 10, zipped(many.toString()), ".gz");
        write(root, "hour=03/country=Côte d'Ivoire", 10, many.toString().getBytes(UTF_8), "");
        write(root, "partition=2", 0, new byte[0], "");
        write(root, "partition=2", 5, (GOOD.formatted(1) + "\r\n\r\n\n" + GOOD.formatted(2)).getBytes(UTF_8), "");
        write(root, "partition=2", 15, ("\uFEFF" + GOOD.formatted(3) + "\n").getBytes(UTF_8), "");
        write(root, "partition=2", 20, ("\uFEFF" + many).getBytes(UTF_8), "");
        write(root, "partition=2", 70, "no UTF-8: \u00e9\nlone \r is no end\n".getBytes(ISO_8859_1), "");
        write(
                root,
                "partition=2",
                80,
                "[%s,%s]%n".formatted(GOOD.formatted(4), GOOD.formatted(5)).getBytes(UTF_8),
                "");
        write(root, "partition=2", 90, concat(zipped(GOOD.formatted(6) + "\n{\"in"), zipped("d\":7}")), ".gz");
        write(root, "partition=2", 95, ("x".repeat(1_000) + "\n" + GOOD.formatted(8) + "\r").getBytes(UTF_8), "");
    }

    private static void write(Path root, String in, long offset, byte[] content, String zipped) throws IOException {
        int partition = in.startsWith("partition=") ? Integer.parseInt(in.substring(10)) : 7;
        Path file =
                root.resolve("topics/%s/%s/%s+%d+%010d.json%s".formatted(TOPIC, in, TOPIC, partition, offset, zipped));
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] zipped(String content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(other);
        return all.toByteArray();
    }
}
