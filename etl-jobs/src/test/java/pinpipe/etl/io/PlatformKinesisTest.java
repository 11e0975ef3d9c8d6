package pinpipe.etl.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.LocalSpark;

/** Rows as the sources of platforms lay them out by their documents, since the sources themselves cannot be had here. */
@Tag("once")
class PlatformKinesisTest {
    private static final StructType DATABRICKS = StructType.fromDDL(
            "partitionKey STRING, data BINARY, stream STRING, shardId STRING, sequenceNumber STRING, approximateArrivalTimestamp TIMESTAMP");
    private static final StructType EMR = StructType.fromDDL(
            "data BINARY, streamName STRING, partitionKey STRING, sequenceNumber STRING, approximateArrivalTimestamp TIMESTAMP");
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    /** A record in a stream; texts are unique. */
    private record Sent(String text, int shard, long sequence, int millis) {
        Row databricks() {
            return RowFactory.create(
                    "key", text.getBytes(UTF_8), "arn:aws:kinesis:x:1:stream/s", shardId(), number(), arrived());
        }

        Row emr() {
            return RowFactory.create(text.getBytes(UTF_8), "s", "key", number(), arrived());
        }

        private String shardId() {
            return "shardId-%012d".formatted(shard);
        }

        /** Of one digit and of more: their order is that of numbers. */
        private String number() {
            return Long.toString(sequence);
        }

        private Timestamp arrived() {
            return Timestamp.from(BEGUN.plusMillis(millis));
        }
    }

    /** What a record became. */
    private record Placed(String text, int partition, long micros, long position) {
        static final Comparator<Placed> ORDER = Comparator.comparingLong(Placed::micros)
                .thenComparingInt(Placed::partition)
                .thenComparingLong(Placed::position);
    }

    @TempDir
    Path folder;

    @Test
    void aRowHasThePlaceThatOurOwnSourceGives() throws IOException {
        List<Placed> placed = placed(
                KinesisLayout.DATABRICKS,
                "c",
                List.of(List.of(
                        new Sent("c", 1, 10, 5),
                        new Sent("b", 1, 9, 5),
                        new Sent("a", 1, 8, 7),
                        new Sent("d", 2, 1, 6))));

        assertThat(placed)
                .as("time goes back in shard 1, whose places do not")
                .containsExactlyInAnyOrder(
                        new Placed("a", 1, 7_000, 0),
                        new Placed("b", 1, 7_000, 1),
                        new Placed("c", 1, 7_000, 2),
                        new Placed("d", 2, 6_000, 0));
    }

    @Test
    void whereBatchesAreCutMakesNoDifferenceWhereShardsAreSaid() throws IOException {
        List<Sent> sent = shards(new Random(1));
        List<Placed> whole = placed(KinesisLayout.DATABRICKS, "whole", List.of(sent));

        for (int seed = 2; seed < 5; seed++) {
            List<List<Sent>> batches = cut(sent, new Random(seed));
            assertThat(placed(KinesisLayout.DATABRICKS, "cut" + seed, batches))
                    .containsExactlyInAnyOrderElementsOf(whole);
        }
    }

    @Test
    void aBatchThatIsGivenAgainHasTheSamePlaces() throws IOException {
        List<List<Sent>> batches = cut(shards(new Random(1)), new Random(7));
        Map<String, String> nothing = Map.of();
        for (KinesisLayout layout : KinesisLayout.values()) {
            PlatformKinesis source = new PlatformKinesis(layout, nothing, "x");
            List<Placed> first = batch(source, "again" + layout, 0, batches.get(0));
            List<Placed> second = batch(source, "again" + layout, 1, batches.get(1));

            assertThat(batch(source, "again" + layout, 1, batches.get(1))).containsExactlyInAnyOrderElementsOf(second);
            assertThat(second).doesNotContainAnyElementsOf(first);
        }
    }

    @Test
    void aRecordThatIsDeliveredAgainInALaterBatchIsNoNewer() throws IOException {
        List<Sent> sent = List.of(new Sent("a", 1, 1, 5), new Sent("b", 1, 2, 5), new Sent("c", 1, 3, 9));
        List<Placed> placed =
                placed(KinesisLayout.DATABRICKS, "c", List.of(sent, List.of(sent.get(0), new Sent("d", 1, 4, 9))));

        assertThat(placed)
                .containsExactlyInAnyOrder(
                        new Placed("a", 1, 5_000, 0),
                        new Placed("b", 1, 5_000, 1),
                        new Placed("c", 1, 9_000, 0),
                        new Placed("a", 1, 5_000, 0),
                        new Placed("d", 1, 9_000, 1));
    }

    @Test
    void withoutShardsEachRecordHasAPlaceOfItsOwnAndALaterOneInItsShardALaterPlace() throws IOException {
        List<Sent> sent = shards(new Random(3)).stream()
                .map(each -> new Sent(each.text(), each.shard(), each.sequence(), (int) each.sequence() / 4))
                .toList();
        List<Placed> placed = new ArrayList<>(placed(KinesisLayout.EMR, "emr", cut(sent, new Random(4))));

        assertThat(placed.stream().map(each -> each.micros() + " " + each.position()))
                .doesNotHaveDuplicates();
        placed.sort(Placed.ORDER);
        for (int shard = 1; shard <= 2; shard++) {
            int its = shard;
            assertThat(placed.stream().map(Placed::text).filter(text -> text.startsWith(its + ":")))
                    .containsExactlyElementsOf(sent.stream()
                            .filter(each -> each.shard() == its)
                            .map(Sent::text)
                            .toList());
        }
    }

    /** Two shards, several records a millisecond, times that go back; each shard in its order. */
    private static List<Sent> shards(Random random) {
        List<Sent> sent = new ArrayList<>();
        for (int shard = 1; shard <= 2; shard++) {
            for (int i = 0; i < 40; i++) {
                sent.add(new Sent(shard + ":" + i, shard, i + 1L, i / 4 + random.nextInt(3)));
            }
        }
        return sent;
    }

    /** Three batches of it: each shard cut anywhere. */
    private static List<List<Sent>> cut(List<Sent> sent, Random random) {
        List<List<Sent>> batches = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int shard = 1; shard <= 2; shard++) {
            int one = 1 + random.nextInt(20);
            int other = one + 1 + random.nextInt(18);
            for (Sent each : sent) {
                if (each.shard() == shard) {
                    int at = (int) each.sequence() - 1;
                    batches.get(at < one ? 0 : at < other ? 1 : 2).add(each);
                }
            }
        }
        return batches;
    }

    private List<Placed> placed(KinesisLayout layout, String checkpoint, List<List<Sent>> batches) throws IOException {
        PlatformKinesis source = new PlatformKinesis(layout, Map.of(), "x");
        List<Placed> placed = new ArrayList<>();
        for (int number = 0; number < batches.size(); number++) {
            placed.addAll(batch(source, checkpoint, number, batches.get(number)));
        }
        return placed;
    }

    private List<Placed> batch(PlatformKinesis source, String checkpoint, long number, List<Sent> sent)
            throws IOException {
        boolean emr = source.layout() == KinesisLayout.EMR;
        List<Row> rows = new ArrayList<>();
        sent.forEach(each -> rows.add(emr ? each.emr() : each.databricks()));
        Store store =
                Store.at(LocalSpark.spark(), folder.resolve(checkpoint).toUri().toString());
        List<Placed> placed = new ArrayList<>();
        try (StreamSource.Batch batch = source.batch(
                source.layout().normalised(LocalSpark.spark().createDataFrame(rows, emr ? EMR : DATABRICKS)),
                number,
                store)) {
            for (Row row : batch.records()
                    .selectExpr("raw", "lineage.topic", "lineage.partition", "lineage.offset", "lineage.position")
                    .collectAsList()) {
                assertThat(row.getString(1)).isEqualTo("s");
                long micros = row.getLong(3) - BEGUN.toEpochMilli() * 1_000;
                placed.add(new Placed(row.getString(0), row.getInt(2), micros, row.getLong(4)));
            }
        }
        return placed;
    }
}
