package pinpipe.etl.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.LocalSpark;

/** The source in Spark, with a real server. */
class KinesisSourceTest {
    @TempDir
    static Path home;

    private static KinesisEndpoint kinesis;

    @TempDir
    Path checkpoint;

    private String stream;

    @BeforeAll
    static void start() throws IOException {
        kinesis = KinesisEndpoint.start(home);
    }

    @AfterAll
    static void stop() throws IOException {
        kinesis.close();
    }

    @BeforeEach
    void aStreamOfTwoShards(TestInfo test) {
        stream = test.getTestMethod().orElseThrow().getName();
        kinesis.create(stream, 2);
    }

    @Test
    void everyRecordIsReadOnceAcrossQueriesWithOneCheckpoint() throws StreamingQueryException, TimeoutException {
        StreamedBatches read = batches();
        kinesis.send(stream, values(0, 50));
        assertThat(read.readAvailable().texts()).containsExactlyInAnyOrderElementsOf(values(0, 50));

        kinesis.send(stream, values(50, 80));
        assertThat(read.readAvailable().texts()).containsExactlyInAnyOrderElementsOf(values(0, 80));
        assertThat(read.readAvailable().texts()).hasSize(80);
    }

    @Test
    void aRowNamesTheRecordAndItsPlace() throws StreamingQueryException, TimeoutException {
        Instant before = Instant.now().minusSeconds(1);
        kinesis.send(stream, "a key", new byte[] {0, -1});
        Row row = batches().readAvailable().rows().get(0);

        assertThat(row.<byte[]>getAs("data")).containsExactly(0, -1);
        assertThat(row.<String>getAs("streamName")).isEqualTo(stream);
        assertThat(row.<String>getAs("partitionKey")).isEqualTo("a key");
        assertThat(row.<String>getAs("shardId")).startsWith("shardId-00000000000");
        assertThat(row.<String>getAs("sequenceNumber")).matches("\\d{50,60}");
        assertThat(row.<Long>getAs("subSequenceNumber")).isZero();
        assertThat(row.<java.sql.Timestamp>getAs("approximateArrivalTimestamp").toInstant())
                .isBetween(before, Instant.now().plusSeconds(1));
    }

    @Test
    void anAggregatedRecordGivesARowForEachOfItsRecords() throws StreamingQueryException, TimeoutException {
        kinesis.send(stream, "carrier", UserRecordsTest.aggregated(UserRecordsTest.MESSAGE));

        assertThat(batches().readAvailable().rows())
                .extracting(row -> row.getAs("partitionKey"), row -> row.getAs("subSequenceNumber"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 0L),
                        org.assertj.core.groups.Tuple.tuple("bc", 1L),
                        org.assertj.core.groups.Tuple.tuple("a", 2L));
    }

    @Test
    void aBatchThatIsDoneAgainHasTheSameRecords() throws StreamingQueryException, TimeoutException, IOException {
        kinesis.send(stream, values(0, 30));
        StreamedBatches read = batches().readAvailable();
        long last = read.last();
        List<String> first = read.texts(last);
        kinesis.send(stream, values(30, 60));
        try (var commits = Files.list(checkpoint.resolve("commits"))) {
            for (Path file : commits.filter(
                            each -> each.getFileName().toString().matches("\\.?" + last + "(\\.crc)?"))
                    .toList()) {
                Files.delete(file);
            }
        }

        read.readAvailable();

        assertThat(read.texts(last)).containsExactlyInAnyOrderElementsOf(first);
        assertThat(read.texts()).containsExactlyInAnyOrderElementsOf(values(0, 60));
    }

    @Test
    void aReshardLosesNothingAndDoublesNothing() throws StreamingQueryException, TimeoutException {
        StreamedBatches read = batches();
        kinesis.send(stream, values(0, 20));
        read.readAvailable();
        kinesis.send(stream, values(20, 40));
        kinesis.split(stream, "shardId-000000000000");
        kinesis.send(stream, values(40, 60));
        read.readAvailable();
        kinesis.send(stream, values(60, 80));
        kinesis.merge(stream, "shardId-000000000003", "shardId-000000000001");
        kinesis.send(stream, values(80, 100));
        kinesis.split(stream, "shardId-000000000002");
        kinesis.send(stream, values(100, 120));

        assertThat(read.readAvailable().texts()).containsExactlyInAnyOrderElementsOf(values(0, 120));
        assertThat(batches(checkpoint.resolve("another")).readAvailable().texts())
                .as("a lost checkpoint reads it all again")
                .containsExactlyInAnyOrderElementsOf(values(0, 120));
    }

    @Test
    void aRunningQueryTakesEachRecordOnceThroughAReshardAndARestart() throws StreamingQueryException, TimeoutException {
        StreamedBatches read = batches().with("settle", "1s");
        StreamingQuery query = read.start(Trigger.ProcessingTime(100));
        kinesis.send(stream, values(0, 100));
        awaitRecords(read, query, 100);
        for (int round = 1; round < 4; round++) {
            kinesis.send(stream, values(100 * round, 100 * round + 50));
            kinesis.split(stream, kinesis.openShards(stream).get(0).shardId());
            kinesis.send(stream, values(100 * round + 50, 100 * round + 100));
        }
        query.stop();
        query = read.start(Trigger.ProcessingTime(100));
        awaitRecords(read, query, 400);
        awaitMetrics(query);
        query.stop();

        assertThat(query.exception().isEmpty()).isTrue();
        assertThat(read.texts()).containsExactlyInAnyOrderElementsOf(values(0, 400));
        assertThat(query.lastProgress().sources()[0].metrics())
                .containsKeys(stream + ".behindMillis", stream + ".shardId-000000000001.behindLatestMillis");
    }

    private static void awaitRecords(StreamedBatches read, StreamingQuery query, int count) {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (read.rows().size() < count && query.isActive()) {
            assertThat(System.nanoTime()).as("records within a minute").isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    /** Spark tells of a batch after its rows; and of one that was planned before the restart nothing was asked, so it has none. */
    private static void awaitMetrics(StreamingQuery query) {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (query.lastProgress() == null
                || query.lastProgress().sources()[0].metrics().isEmpty()) {
            assertThat(query.isActive()).isTrue();
            assertThat(System.nanoTime()).as("metrics within a minute").isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    @Test
    void severalStreamsAreReadByOneQuery() throws StreamingQueryException, TimeoutException {
        kinesis.create("another", 1);
        kinesis.send(stream, values(0, 5));
        kinesis.send("another", values(5, 10));

        assertThat(batches()
                        .with("streamName", stream + ",another")
                        .readAvailable()
                        .texts())
                .containsExactlyInAnyOrderElementsOf(values(0, 10));
    }

    @Test
    void latestReadsWhatArrivesFromNowOn() throws StreamingQueryException, TimeoutException {
        kinesis.send(stream, values(0, 5));
        awaitTheNextSecond();
        StreamedBatches read = batches().with("initialPosition", "latest");
        assertThat(read.readAvailable().texts()).isEmpty();
        kinesis.send(stream, values(5, 10));

        assertThat(read.readAvailable().texts()).containsExactlyInAnyOrderElementsOf(values(5, 10));
    }

    @Test
    void aLimitMakesSeveralBatchesOfIt() throws StreamingQueryException, TimeoutException {
        kinesis.send(stream, values(0, 5));
        awaitTheNextSecond();
        awaitTheNextSecond();
        kinesis.send(stream, values(5, 10));

        StreamedBatches read = batches().with("maxIntervalPerTrigger", "200ms").readAvailable();

        assertThat(read.last()).isPositive();
        assertThat(read.texts()).containsExactlyInAnyOrderElementsOf(values(0, 10));
    }

    /** The service tells its time by the second. */
    private static void awaitTheNextSecond() {
        long second = Instant.now().getEpochSecond();
        while (Instant.now().getEpochSecond() == second) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aStreamThatDoesNotExistIsSaid() {
        assertThatThrownBy(() -> batches().with("streamName", "nowhere").readAvailable())
                .hasStackTraceContaining("Cannot read stream nowhere: there is none in this region and account."
                        + " Check the name, the region and the account.");
    }

    @Test
    void aServerThatDoesNotAnswerIsSaid() {
        assertThatThrownBy(
                        () -> batches().with("endpoint", "http://127.0.0.1:9").readAvailable())
                .hasStackTraceContaining("Cannot read stream %s: the service does not answer (".formatted(stream));
    }

    @Test
    void aWrongOptionIsSaidBeforeAQueryStarts() {
        assertThatThrownBy(() -> LocalSpark.spark()
                        .readStream()
                        .format("pinpipe-kinesis")
                        .option("settle", "soon")
                        .load())
                .isInstanceOf(ReadFailure.class)
                .hasMessageStartingWith("Cannot read from Kinesis: streamName is missing");
    }

    private StreamedBatches batches() {
        return batches(checkpoint);
    }

    private StreamedBatches batches(Path place) {
        return new StreamedBatches(place, kinesis, stream);
    }

    private static List<String> values(int from, int to) {
        return new ArrayList<>(
                IntStream.range(from, to).mapToObj(Integer::toString).toList());
    }
}
