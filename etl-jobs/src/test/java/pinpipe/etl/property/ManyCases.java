package pinpipe.etl.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.KeyRange;
import pinpipe.etl.io.Transaction;
import pinpipe.etl.records.PlacedLines;
import pinpipe.etl.records.SplitCounts;
import pinpipe.etl.run.Batch;
import pinpipe.etl.run.Budget;
import pinpipe.etl.run.Milestone;
import pinpipe.etl.run.Report;
import pinpipe.etl.run.Source;
import pinpipe.etl.run.TableJob;
import pinpipe.tables.UserTable;

/** Many cases that share the runs of one warehouse, so that a run that costs seconds tries hundreds of them. */
final class ManyCases {
    /** How many cases share a warehouse at most. */
    static final int A_WAREHOUSE = 2_500;

    private static final StructType RECORD = StructType.fromDDL(
            "raw STRING, lineage STRUCT<topic: STRING, partition: INT, offset: BIGINT, position: BIGINT, object: STRING>");

    private static final String TOPIC = Fixture.PREFIX + ".user";

    /** How far in the future young objects are dated. */
    private static final Duration YOUNG = Duration.ofHours(1);

    private final SparkSession spark = LocalSpark.spark();
    private final Path landing;
    private final String warehouse;
    private final Warehouse runs;
    private final Random random;
    private final List<Round> rounds;
    private final List<Case> cases;
    private long laterOnes;
    private final List<Report> reports = new ArrayList<>();

    /**
     * Cases of a seed.
     *
     * @param folder an empty folder
     * @param numbers which cases of the seed, all of one warehouse; each is the same, whichever others are there
     */
    ManyCases(Path folder, long seed, List<Integer> numbers) {
        this.landing = folder.resolve("landing");
        this.warehouse = folder.resolve("warehouse").toString();
        this.runs = new Warehouse(folder.resolve("warehouse"));
        this.random = Seeds.random(seed, -1 - numbers.get(0) / A_WAREHOUSE);
        this.rounds = Round.drawn(random);
        List<Door> doors = rounds.stream().map(Round::door).toList();
        this.cases =
                numbers.stream().map(number -> new Case(seed, number, doors)).toList();
    }

    /** Runs all rounds, and says of each case that is not right what is wrong with it. */
    Map<Case, List<String>> wrong() throws IOException {
        try {
            for (int round = 0; round < rounds.size(); round++) {
                // By turns the table is taken for a large one, of which only the rows of a range of keys are read.
                spark.conf().set(KeyRange.LARGE, round % 2 == 1 ? 0 : Long.MAX_VALUE);
                if (rounds.get(round).door() == Door.LANDING) {
                    land(round);
                } else {
                    batch(round);
                }
            }
        } finally {
            spark.conf().unset(KeyRange.LARGE);
        }
        Map<Integer, Found> found = WarehouseContent.of(spark, warehouse);
        Map<Case, List<String>> wrong = new LinkedHashMap<>();
        for (Case one : cases) {
            List<String> complaints = new Oracle(one).complaints(found.getOrDefault(one.number(), new Found()));
            if (!complaints.isEmpty()) {
                wrong.put(one, complaints);
            }
        }
        return wrong;
    }

    /** The rounds, as a person reads them. */
    String told() {
        return rounds.toString();
    }

    /** What the runs said of themselves. */
    List<Report> reports() {
        return reports;
    }

    long rows() {
        return spark.read().format("delta").load(warehouse + "/user").count();
    }

    private void land(int number) throws IOException {
        for (Case one : cases) {
            for (Appearance object : one.appearances(number)) {
                appear(object);
            }
        }
        if (!Files.exists(landing)) {
            return;
        }
        Round round = rounds.get(number);
        if (round.stop().isPresent()) {
            assertThatThrownBy(() -> runs.clean(spark, UserTable.USER, landing, round::reached))
                    .isInstanceOf(Round.Stopped.class);
        }
        Duration grace = number == rounds.size() - 1 ? YOUNG.multipliedBy(-3) : Duration.ZERO; // at last nothing waits
        List<Report> ended = runs.clean(UserTable.USER, landing, round.reading(), grace, false);
        assertThat(ended)
                .as(() -> "round %d of %s: %s"
                        .formatted(number, cases.size() == 1 ? cases : cases.size() + " cases", ended))
                .noneMatch(report -> report.status().equals("rejected"));
        reports.addAll(ended);
    }

    private void appear(Appearance object) throws IOException {
        Path file = landing.resolve("topics").resolve(TOPIC).resolve(object.path());
        List<String> lines = object.lines().stream().map(SentLine::raw).toList();
        Fixture.write(file, lines, object.path().endsWith(".gz"));
        Instant now = Instant.now();
        Instant date =
                switch (object.age()) {
                    case ANY -> Instant.ofEpochMilli(random.nextInt(Integer.MAX_VALUE) * 500L);
                    case YOUNG -> now.plus(YOUNG);
                    case LATER -> now.plus(YOUNG).plus(YOUNG).plusMillis(laterOnes++);
                };
        Files.setLastModifiedTime(file, FileTime.from(date));
    }

    private void batch(int number) {
        List<Row> records = new ArrayList<>();
        long read = 0;
        for (Case one : cases) {
            for (SentLine line : one.batch(number)) {
                records.add(RowFactory.create(
                        line.raw(),
                        RowFactory.create(TOPIC, line.partition(), line.offset(), line.position(), "round " + number)));
                read += line.records().size();
            }
        }
        if (records.isEmpty()) {
            return;
        }
        Dataset<Row> handed = spark.createDataFrame(records, RECORD);
        Round round = rounds.get(number);
        if (round.stop().isPresent()) {
            assertThatThrownBy(() -> run(number, false, handed, records.size(), round::reached))
                    .isInstanceOf(Round.Stopped.class);
        }
        Report report = run(number, round.stop().isPresent(), handed, records.size(), step -> {});
        if (report.counts().read() != read || report.outcomes().sum() != read) {
            throw new AssertionError(
                    "%d records were handed over, but the report says %s".formatted(read, report.json()));
        }
        reports.add(report);
    }

    private Report run(int number, boolean again, Dataset<Row> records, long lines, Milestone.Watcher watcher) {
        DeltaTables tables = new DeltaTables(spark, warehouse);
        TableJob job = new TableJob(UserTable.USER, tables, spark, warehouse, Budget.UNLIMITED);
        Dataset<Row> rows = PlacedLines.clean(UserTable.USER, records).persist();
        SplitCounts counts = new SplitCounts(UserTable.USER);
        rows.where("_counts IS NOT NULL")
                .select("_counts")
                .collectAsList()
                .forEach(row -> counts.add(row.getStruct(0)));
        Transaction transaction = new Transaction("batches", number, again);
        Source source = new Source(0, 0, Map.of(), List.of(), List.of());
        return job.run(new Batch(transaction, false, rows, counts.cleaning(), lines, source, rows::unpersist), watcher);
    }
}
