package pinpipe.etl.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.etl.kinesis.ScriptedKinesis.expired;
import static pinpipe.etl.kinesis.ScriptedKinesis.gone;
import static pinpipe.etl.kinesis.ScriptedKinesis.throttled;
import static pinpipe.etl.kinesis.ShardReading.interval;
import static pinpipe.etl.kinesis.ShardReading.read;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class ShardReadingTest {
    private static final StreamFacts A_DAY =
            new StreamFacts(ScriptedKinesis.STREAM, 0, Duration.ofHours(24), 2_000_000_000_000L);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    an interval is open at its beginning and closed at its end | 99 100 101 200 201   | 2@101 3@200
                    records of one millisecond stay together                   | 100 150 150 150 200  | 1@150 2@150 3@150 4@200
                    a shard without records                                    |                      |
                    a shard with none in the interval                          | 50 250               |
                    a time that went back in the interval                      | 150 140 201          | 0@150 1@140
                    a time that went back behind the beginning                 | 101 99 150           | 0@101 1@99 2@150
                    what went back after the end belongs to the next batch     | 150 201 199          | 0@150
                    what the batch before had is not read again                | 99 98 97 101         | 3@101
                    """)
    void anIntervalHas(String behaviour, String arrivals, String expected) {
        assertThat(read(new ScriptedKinesis().arrives(times(arrivals)), 100, 200))
                .as(behaviour)
                .containsExactlyElementsOf(expected == null ? List.of() : List.of(expected.split(" ")));
    }

    private static long[] times(String written) {
        return written == null
                ? new long[0]
                : Arrays.stream(written.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void intervalsThatMeetShareNoRecordAndLeaveNoneOutHoweverTimesJump(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            ScriptedKinesis kinesis =
                    new ScriptedKinesis(seed % 2 == 0 ? ScriptedKinesis.FIRST : ScriptedKinesis.HALVES);
            List<String> all = new ArrayList<>();
            long latest = 100;
            for (int place = 0; place < 40; place++) {
                latest += random.nextInt(6);
                long time = latest - random.nextInt((int) ShardReading.SETTLE);
                kinesis.arrives(time);
                all.add("%d@%d".formatted(place, time));
            }
            List<String> read = new ArrayList<>();
            long after = StreamTimes.EARLIEST;
            for (long until = 90 + random.nextInt(20); after < latest; until += 1 + random.nextInt(40)) {
                List<String> batch = read(kinesis, after, until);
                assertThat(read(kinesis, after, until)).isEqualTo(batch);
                read.addAll(batch);
                after = until;
            }
            assertThat(read).isEqualTo(all);
        }
    }

    @Test
    void aPlaceNeverGoesBackAndNumbersItsRecords() {
        ScriptedKinesis kinesis = new ScriptedKinesis().arrives(99, 101, 99, 101, 105, 105, 104, 201);
        List<String> places = new ArrayList<>();
        try (ShardRows rows = new ShardRows(
                kinesis, new Patience(pause -> {}), new LossPolicy(true), interval(ShardReading.ALWAYS, 100, 200))) {
            while (rows.next()) {
                places.add("%d/%d"
                        .formatted(rows.get().getLong(7) / 1000, rows.get().getLong(8)));
            }
        }

        assertThat(places).containsExactly("101/0", "101/1", "101/2", "105/0", "105/1", "105/2");
    }

    @Test
    void emptyAnswersOnTheWayDoNotEndAnInterval() {
        assertThat(read(new ScriptedKinesis().isSlow(3).arrives(101, 102, 103), 100, 200))
                .containsExactly("0@101", "1@102", "2@103");
    }

    @Test
    void aClosedShardEndsWithItsLastRecord() {
        assertThat(read(new ScriptedKinesis().isClosed().arrives(101, 102, 103), 100, 200))
                .containsExactly("0@101", "1@102", "2@103");
        assertThat(read(new ScriptedKinesis().isClosed(), 100, 200)).isEmpty();
    }

    @Test
    void aThrottledShardIsAskedAgain() {
        List<RuntimeException> often = Collections.nCopies(12, throttled());

        assertThat(read(new ScriptedKinesis().arrives(101, 102).says(often.toArray(RuntimeException[]::new)), 100, 200))
                .containsExactly("0@101", "1@102");
    }

    @Test
    void aShardThatIsThrottledForFiveMinutesIsGivenUp() {
        List<RuntimeException> always = Collections.nCopies(1000, throttled());
        ScriptedKinesis kinesis = new ScriptedKinesis().says(always.toArray(RuntimeException[]::new));

        assertThatThrownBy(() -> read(kinesis, 100, 200))
                .isInstanceOf(ReadFailure.class)
                .hasMessage("Cannot read shard shardId-000000000000 of stream pins: the service says"
                        + " ProvisionedThroughputExceededException: Rate exceeded for shard."
                        + " Look at the service there, then try again.");
    }

    @Test
    void anExpiredIteratorIsMadeAgainBehindTheLastRecord() {
        ScriptedKinesis kinesis = new ScriptedKinesis().arrives(101, 102, 103, 104);
        ShardPages pages = new ShardPages(
                kinesis, new Patience(pause -> {}), new LossPolicy(true), interval(ShardReading.ALWAYS, 0, 200));
        pages.next();
        kinesis.says(expired());

        assertThat(pages.next())
                .extracting(record -> record.data().asUtf8String())
                .containsExactly("2@103", "3@104");
        assertThat(kinesis.opened().get(1).shardIteratorType()).isEqualTo(ShardIteratorType.AFTER_SEQUENCE_NUMBER);
        assertThat(kinesis.opened().get(1).startingSequenceNumber()).isEqualTo("1");
    }

    @Test
    void anIteratorThatExpiresBeforeTheFirstRecordIsMadeAgainAtTheBeginning() {
        assertThat(read(new ScriptedKinesis().arrives(101, 102).says(expired()), 100, 200))
                .containsExactly("0@101", "1@102");
    }

    @Test
    void whatHasPassedTheRetentionIsSaid() {
        ScriptedKinesis kinesis = new ScriptedKinesis().arrives(101);

        assertThatThrownBy(() -> read(kinesis, interval(A_DAY, 100, 200), new LossPolicy(true)))
                .isInstanceOf(ReadFailure.class)
                .hasMessageStartingWith("Cannot read all records: stream pins keeps records for 24 hours,"
                        + " and what arrived after 1970-01-01T00:00:00.100Z and before ")
                .hasMessageEndingWith(" is gone. Set failOnDataLoss=false to go on with what is left.");
        assertThat(read(kinesis, interval(A_DAY, 100, 200), new LossPolicy(false)))
                .containsExactly("0@101");
        assertThat(read(kinesis, interval(A_DAY, StreamTimes.EARLIEST, 200), new LossPolicy(true)))
                .as("who begins at the beginning misses nothing")
                .containsExactly("0@101");
    }

    @Test
    void aStreamThatWasMadeAgainIsSaid() {
        StreamFacts again =
                new StreamFacts("pins", Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(), Duration.ofHours(24), 0);

        assertThatThrownBy(() -> new LossPolicy(true).check(again, 100))
                .hasMessage("Cannot read all records: stream pins was deleted and made again at 2026-01-01T00:00:00Z,"
                        + " and what the old one had after 1970-01-01T00:00:00.100Z is gone."
                        + " Set failOnDataLoss=false to go on with what is left.");
    }

    @Test
    void aShardThatIsGoneIsSaid() {
        assertThatThrownBy(() -> read(new ScriptedKinesis().says(gone()), 100, 200))
                .isInstanceOfSatisfying(
                        ReadFailure.class, failure -> assertThat(failure.kind()).isEqualTo(ReadFailure.Kind.DATA_LOST))
                .hasMessage("Cannot read all records: shard shardId-000000000000 of stream pins is not there any more."
                        + " Set failOnDataLoss=false to go on with what is left.");
        assertThat(read(new ScriptedKinesis().says(gone()), interval(A_DAY, 0, 200), new LossPolicy(false)))
                .isEmpty();
    }
}
