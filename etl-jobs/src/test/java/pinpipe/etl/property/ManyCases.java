package pinpipe.etl.property;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.Transaction;
import pinpipe.etl.run.Batch;
import pinpipe.etl.run.Budget;
import pinpipe.etl.run.Report;
import pinpipe.etl.run.Source;
import pinpipe.etl.run.TableJob;
import pinpipe.etl.table.UserTable;

/** Many cases that share the runs of one warehouse, so that a run that costs seconds tries hundreds of them. */
final class ManyCases {
    private static final StructType RECORD = StructType.fromDDL(
            "raw STRING, lineage STRUCT<topic: STRING, partition: INT, offset: BIGINT, position: BIGINT, object: STRING>");

    private static final String TOPIC = Fixture.PREFIX + ".user";

    private final SparkSession spark = LocalSpark.spark();
    private final Path landing;
    private final String warehouse;
    private final Warehouse runs;
    private final Random random;
    private final List<Door> doors;
    private final List<Case> cases;
    private final List<Path> young = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();

    /**
     * Cases of a seed.
     *
     * @param folder an empty folder
     * @param numbers which cases of the seed; each is the same, whichever others are there
     */
    ManyCases(Path folder, long seed, List<Integer> numbers) {
        this.landing = folder.resolve("landing");
        this.warehouse = folder.resolve("warehouse").toString();
        this.runs = new Warehouse(folder.resolve("warehouse"));
        this.random = new Random(seed);
        this.doors = doors(random);
        this.cases =
                numbers.stream().map(number -> new Case(seed, number, doors)).toList();
    }

    /** Four rounds, through both doors. The last one comes when no gap is waited for any more. */
    private static List<Door> doors(Random random) {
        List<Door> doors =
                new ArrayList<>(List.of(Door.LANDING, Door.BATCH, random.nextBoolean() ? Door.BATCH : Door.LANDING));
        Collections.shuffle(doors, random);
        doors.add(Door.LANDING);
        return doors;
    }

    /** Runs all rounds, and says of each case that is not right what is wrong with it. */
    Map<Case, List<String>> wrong() throws IOException {
        for (int round = 0; round < doors.size(); round++) {
            if (round == doors.size() - 1) {
                for (Path object : young) {
                    age(object);
                }
            }
            if (doors.get(round) == Door.LANDING) {
                land(round);
            } else {
                batch(round);
            }
        }
        Map<Integer, Found> found = found();
        Map<Case, List<String>> wrong = new java.util.LinkedHashMap<>();
        for (Case one : cases) {
            List<String> complaints = new Oracle(one).complaints(found.getOrDefault(one.number(), new Found()));
            if (!complaints.isEmpty()) {
                wrong.put(one, complaints);
            }
        }
        return wrong;
    }

    /** What the runs said of themselves. */
    List<Report> reports() {
        return reports;
    }

    long rows() {
        return table("user").count();
    }

    private void land(int round) throws IOException {
        for (Case one : cases) {
            for (Appearance object : one.appearances(round)) {
                Path file = landing.resolve("topics").resolve(TOPIC).resolve(object.path());
                Fixture.write(
                        file,
                        object.lines().stream().map(SentLine::raw).toList(),
                        file.toString().endsWith(".gz"));
                if (object.young()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
                    young.add(file);
                } else {
                    age(file);
                }
            }
        }
        if (Files.exists(landing)) {
            reports.addAll(runs.clean(UserTable.USER, landing));
        }
    }

    /** Any time in the past: it must decide nothing. */
    private void age(Path object) throws IOException {
        Files.setLastModifiedTime(object, FileTime.fromMillis(random.nextInt(Integer.MAX_VALUE) * 500L));
    }

    private void batch(int round) {
        List<Row> records = new ArrayList<>();
        long read = 0;
        for (Case one : cases) {
            for (SentLine line : one.batch(round)) {
                records.add(RowFactory.create(
                        line.raw(),
                        RowFactory.create(TOPIC, line.partition(), line.offset(), line.position(), "round " + round)));
                read += line.records().size();
            }
        }
        if (records.isEmpty()) {
            return;
        }
        Source source = new Source(0, 0, Map.of(), List.of(), List.of());
        Batch batch = new Batch(
                new Transaction("batches", round, false),
                false,
                spark.createDataFrame(records, RECORD),
                records.size(),
                source,
                () -> {});
        Report report = new TableJob(
                        UserTable.USER, new DeltaTables(spark, warehouse), spark, warehouse, Budget.UNLIMITED)
                .run(batch, step -> {});
        if (report.counts().read() != read || report.fates().sum() != read) {
            throw new AssertionError(
                    "%d records were handed over, but the report says %s".formatted(read, report.json()));
        }
        reports.add(report);
    }

    private Map<Integer, Found> found() {
        Map<Integer, Found> found = new TreeMap<>();
        for (Row row : table("user")
                .select(
                        col("ind"),
                        col("user_name"),
                        col("age"),
                        col("date_joined").cast("string"),
                        col("_rescued"),
                        col("_lineage.offset"),
                        col("_lineage.partition"),
                        col("_lineage.position"))
                .collectAsList()) {
            Found its = of(found, Case.ofKey(row.getLong(0)));
            String twice = its.contents()
                    .put(row.getLong(0), SentRecords.content(row.get(1), row.get(2), row.get(3), row.get(4)));
            if (twice != null) {
                throw new AssertionError("Key %d has two rows".formatted(row.getLong(0)));
            }
            its.rowPlaces().put(row.getLong(0), new Place(row.getLong(5), row.getInt(6), row.getLong(7)));
        }
        for (Row news : table("_news/user")
                .select("key", "offset", "partition", "position", "deleted")
                .collectAsList()) {
            Place place = new Place(news.getLong(1), news.getInt(2), news.getLong(3));
            of(found, Case.ofKey(news.getLong(0)))
                    .news()
                    .put(news.getLong(0), new Found.News(place, news.getBoolean(4)));
        }
        for (Row line : table("_quarantine/user")
                .select("partition", "offset", "position", "records", "reasons", "raw")
                .collectAsList()) {
            of(found, Case.ofPartition(line.getInt(0)))
                    .refusals()
                    .add(SentLine.refusal(
                            line.get(0), line.get(1), line.get(2), line.get(3), line.getList(4), line.get(5)));
        }
        return found;
    }

    private static Found of(Map<Integer, Found> found, int number) {
        return found.computeIfAbsent(number, none -> new Found());
    }

    private Dataset<Row> table(String folder) {
        return spark.read().format("delta").load(warehouse + "/" + folder);
    }
}
