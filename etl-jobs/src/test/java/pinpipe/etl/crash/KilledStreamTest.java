package pinpipe.etl.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.KafkaBroker;
import pinpipe.etl.kinesis.KinesisEndpoint;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * A stream in processes of its own that are killed at moments drawn from a seed: in the end the table and the quarantine are
 * those of one undisturbed batch run. {@code -Dstream.records=50000 -Dstream.kills=10} makes it the long one.
 */
@Tag("once")
@Tag("long")
class KilledStreamTest {
    private static final int RECORDS = Integer.getInteger("stream.records", 2_000);
    private static final int KILLS = Integer.getInteger("stream.kills", 2);

    /** So few records in a batch that some are left for the last process. */
    private static final int FEW = RECORDS / (12 * (KILLS + 1));

    private static final long LONGEST_BATCH_MILLIS = 2_000;

    private static final String STREAM = "streaming-%s-user".formatted(Fixture.PREFIX);
    private static final int SENT_AT_ONCE = 100;

    /** As long as a busy machine may take from a record's time to its place in the server. */
    private static final long SETTLE_SECONDS = 2;

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("stream.seed", 1));
    private final SentUsers users = SentUsers.drawn(RECORDS, random);

    @Test
    void aStreamOfKafkaThatIsKilledAgainAndAgainEndsAsOneUndisturbedRun() throws Exception {
        String topic = new Fixture("user").topic();
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            broker.create(topic, users.partitions().size());
            for (int partition = 0; partition < users.partitions().size(); partition++) {
                broker.send(
                        topic,
                        partition,
                        users.partitions().get(partition).stream()
                                .map(line -> line.getBytes(UTF_8))
                                .toList());
            }
            for (int kill = 0; kill < KILLS; kill++) {
                ofKafka(broker, FEW).afterBatchOf(1).killAfter(random.nextLong(LONGEST_BATCH_MILLIS));
            }
            assertThat(ofKafka(broker, RECORDS).afterBatchOf(FEW + 1).asked())
                    .as("asked to end, it ends well")
                    .isZero();
        }

        StreamedUsers undisturbed = undisturbed();
        StreamedUsers streamed = new StreamedUsers(folder.resolve("streamed"));
        assertThat(streamed.rows()).isEqualTo(undisturbed.rows());
        assertThat(streamed.lastWords()).isEqualTo(undisturbed.lastWords());
        assertThat(streamed.rejectedWithout("object", "run")).isEqualTo(undisturbed.rejectedWithout("object", "run"));
        assertThat(streamed.records()).as("records that the runs have told of").isEqualTo(RECORDS);
    }

    /** Half of what a process is to read arrives before it starts, and half while it may be killed, with a reshard between. */
    @Test
    void aStreamOfKinesisThatIsKilledAgainAndAgainWhileItsShardsAreSplitAndMergedEndsAsOneUndisturbedRun()
            throws Exception {
        int parts = 2 * KILLS + 1;
        try (KinesisEndpoint kinesis = KinesisEndpoint.start(folder)) {
            kinesis.create(STREAM, 2);
            for (int kill = 0; kill < KILLS; kill++) {
                send(kinesis, 2 * kill, parts);
                StreamProcess stream = ofKinesis(kinesis).afterBatchOf(1);
                reshard(kinesis, kill);
                send(kinesis, 2 * kill + 1, parts);
                stream.killAfter(random.nextLong(1_000 * SETTLE_SECONDS + LONGEST_BATCH_MILLIS));
            }
            send(kinesis, 2 * KILLS, parts);
            assertThat(ofKinesis(kinesis, "--once").ended()).isZero();
        }

        StreamedUsers undisturbed = undisturbed();
        StreamedUsers streamed = new StreamedUsers(folder.resolve("streamed"));
        String[] places = {"topic", "partition", "offset", "position", "object", "run"};
        assertThat(streamed.rows()).isEqualTo(undisturbed.rows());
        assertThat(streamed.rejectedWithout(places)).isEqualTo(undisturbed.rejectedWithout(places));
        assertThat(streamed.records()).as("records that the runs have told of").isEqualTo(RECORDS);
    }

    private void send(KinesisEndpoint kinesis, int part, int parts) {
        List<String> lines = users.part(part, parts);
        for (int from = 0; from < lines.size(); from += SENT_AT_ONCE) {
            kinesis.send(STREAM, lines.subList(from, Math.min(lines.size(), from + SENT_AT_ONCE)), SentUsers::key);
        }
    }

    /** Splits a shard, and the next time merges its halves. */
    private static void reshard(KinesisEndpoint kinesis, int time) {
        List<Shard> open = kinesis.openShards(STREAM);
        if (time % 2 == 0) {
            kinesis.split(STREAM, open.get(0).shardId());
        } else {
            kinesis.merge(STREAM, open.get(0).shardId(), open.get(1).shardId());
        }
    }

    private StreamProcess ofKafka(KafkaBroker broker, int recordsPerBatch) throws IOException {
        List<String> options = List.of("--from", "kafka", "--bootstrap-servers", broker.address());
        return start(options, "--records-per-batch", Integer.toString(recordsPerBatch));
    }

    private StreamProcess ofKinesis(KinesisEndpoint kinesis, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--from", "kinesis", "--region", KinesisEndpoint.REGION));
        options.addAll(List.of("--endpoint", kinesis.address().toString(), "--settle", SETTLE_SECONDS + "s"));
        return start(options, more);
    }

    private StreamProcess start(List<String> options, String... more) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return StreamProcess.start(folder, all);
    }

    private StreamedUsers undisturbed() {
        Path landing = folder.resolve("landing");
        users.land(landing);
        Path warehouse = folder.resolve("undisturbed");
        new Warehouse(warehouse).clean(USER, landing);
        return new StreamedUsers(warehouse);
    }
}
