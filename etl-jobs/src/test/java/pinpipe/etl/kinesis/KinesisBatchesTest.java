package pinpipe.etl.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;

class KinesisBatchesTest {
    /** The service's clock is years ahead of ours, so that nothing here passes by asking our own. */
    private static final Instant NOW = Instant.parse("2036-02-01T12:00:00Z");

    private static final Instant CREATED = NOW.minus(Duration.ofHours(2));

    private final ScriptedKinesis kinesis = new ScriptedKinesis().at(NOW).keeps(CREATED, Duration.ofHours(24));

    @Test
    void aBatchEndsTheSettlingTimeBeforeTheServicesPresent() {
        kinesis.arrives(before(60_000));

        assertThat(next(batches(), offset(before(120_000)))).isEqualTo(offset(before(5_000)));
    }

    @Test
    void aBatchTakesInNoMoreTimeThanItsLimit() {
        kinesis.arrives(before(60_000));
        KinesisBatches batches = batches("maxIntervalPerTrigger", "10s");

        assertThat(next(batches, offset(before(120_000)))).isEqualTo(offset(before(110_000)));
        assertThat(batches.latestOffset(offset(before(120_000)), ReadLimit.allAvailable()))
                .isEqualTo(offset(before(5_000)));
        assertThat(batches.reportLatestOffset()).isEqualTo(offset(before(5_000)));
    }

    @Test
    void theFirstLimitedBatchBeginsWhereTheStreamBegins() {
        kinesis.arrives(before(60_000));

        assertThat(next(batches("maxIntervalPerTrigger", "10m"), offset(StreamTimes.EARLIEST)))
                .isEqualTo(offset(CREATED.toEpochMilli() + 600_000));
    }

    @Test
    void aQuietStreamMakesNoBatch() {
        kinesis.arrives(before(50_000), before(1_000));

        assertThat(next(batches(), offset(before(50_000))))
                .as("the next record is not settled yet")
                .isEqualTo(offset(before(50_000)));
    }

    @Test
    void aQuietStreamGoesOnOnceAMinute() {
        assertThat(next(batches(), offset(before(64_999)))).isEqualTo(offset(before(64_999)));
        assertThat(next(batches(), offset(before(65_000)))).isEqualTo(offset(before(5_000)));
    }

    @Test
    void aShardThatCannotBeLookedAtMakesABatch() {
        kinesis.says(ScriptedKinesis.throttled());

        assertThat(next(batches(), offset(before(50_000)))).isEqualTo(offset(before(5_000)));
    }

    @Test
    void anOffsetNeverGoesBack() {
        assertThat(next(batches(), offset(before(1_000)))).isEqualTo(offset(before(1_000)));
    }

    @Test
    void whereAQueryBeginsIsAskedOnce() {
        assertThat(batches().initialOffset()).isEqualTo(offset(StreamTimes.EARLIEST));
        assertThat(batches("initialPosition", "2036-02-01T11:00:00Z").initialOffset())
                .isEqualTo(offset(before(3_600_001)));
        assertThat(batches("initialPosition", "2001-01-01T00:00:00Z").initialOffset())
                .as("all, where the stream has nothing so old")
                .isEqualTo(offset(StreamTimes.EARLIEST));
        KinesisBatches latest = batches("initialPosition", "latest");
        assertThat(latest.initialOffset()).isEqualTo(offset(NOW.toEpochMilli()));
        kinesis.passes(10_000);
        assertThat(latest.initialOffset()).isEqualTo(offset(NOW.toEpochMilli()));
    }

    @Test
    void availableNowEndsWhereTheStreamWasWhenItBegan() {
        kinesis.arrives(before(2_000));
        KinesisBatches batches = batches();
        batches.prepareForTriggerAvailableNow();
        Offset end = offset(NOW.toEpochMilli() + 1_000);

        assertThat(next(batches, offset(before(3_000))))
                .as("once that has settled")
                .isEqualTo(end);
        kinesis.passes(60_000);
        assertThat(next(batches, end)).isEqualTo(end);
    }

    @Test
    void eachShardIsATask() {
        InputPartition[] tasks = batches().planInputPartitions(offset(before(60_000)), offset(before(5_000)));

        assertThat(tasks)
                .singleElement()
                .isEqualTo(new ShardInterval(
                        new StreamFacts("pins", CREATED.toEpochMilli(), Duration.ofHours(24), NOW.toEpochMilli()),
                        ScriptedKinesis.SHARD,
                        before(60_000),
                        before(5_000),
                        5_000));
        assertThat(batches().planInputPartitions(offset(before(5_000)), offset(before(5_000))))
                .isEmpty();
    }

    @Test
    void aBatchWhoseBeginningIsGoneIsNotPlanned() {
        kinesis.keeps(CREATED.minus(Duration.ofDays(9)), Duration.ofHours(24));
        Offset old = offset(NOW.minus(Duration.ofHours(30)).toEpochMilli());

        assertThatThrownBy(() -> batches().planInputPartitions(old, offset(before(5_000))))
                .hasMessage("Cannot read all records: stream pins keeps records for 24 hours, and what arrived after"
                        + " 2036-01-31T06:00:00Z and before 2036-01-31T12:00:00Z is gone."
                        + " Set failOnDataLoss=false to go on with what is left.");
        assertThat(batches("failOnDataLoss", "false").planInputPartitions(old, offset(before(5_000))))
                .hasSize(1);
    }

    @Test
    void progressSaysHowFarStreamsAndShardsAreBehind() {
        kinesis.arrives(before(60_000));
        KinesisBatches batches = batches();
        Offset end = next(batches, offset(before(120_000)));

        assertThat(batches.metrics(Optional.of(end)))
                .containsOnly(
                        Map.entry("pins.behindMillis", "5000"),
                        Map.entry("pins.shardId-000000000000.behindLatestMillis", "0"));
    }

    @Test
    void anOffsetIsReadBackFromTheCheckpoint() {
        assertThat(batches().deserializeOffset("{\"pins\":5}")).isEqualTo(offset(5));
        assertThatThrownBy(() -> batches().deserializeOffset("{\"pins\":{\"0\":5}}"))
                .hasMessage("Cannot go on from the checkpoint: '{\"pins\":{\"0\":5}}' is not an offset of"
                        + " pinpipe-kinesis. Use a checkpoint of its own for each query.");
    }

    private static long before(long millis) {
        return NOW.toEpochMilli() - millis;
    }

    private static Offset offset(long time) {
        return StreamTimes.of(java.util.List.of("pins"), name -> time);
    }

    private static Offset next(KinesisBatches batches, Offset start) {
        return batches.latestOffset(start, batches.getDefaultReadLimit());
    }

    private KinesisBatches batches(String... options) {
        Map<String, String> given = new HashMap<>(Map.of("streamName", "pins"));
        for (int at = 0; at < options.length; at += 2) {
            given.put(options[at], options[at + 1]);
        }
        Streams streams = new Streams(kinesis, new Patience(kinesis::passes), Clock.systemUTC());
        return new KinesisBatches(SourceOptions.of(new CaseInsensitiveStringMap(given)), streams, new Outlook(kinesis));
    }
}
