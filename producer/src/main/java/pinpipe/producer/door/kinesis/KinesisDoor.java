package pinpipe.producer.door.kinesis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import pinpipe.producer.aws.AwsAccess;
import pinpipe.producer.door.Backoff;
import pinpipe.producer.door.Door;
import pinpipe.producer.door.Lanes;
import pinpipe.producer.door.Parcel;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Puts rows on Kinesis streams, {@code streaming-<prefix>-pin} and so on, with the row's key as the partition key.
 *
 * <p>What is promised: a row counts as acknowledged when Kinesis has given it a sequence number, and the versions of a
 * row stand in their shard in the order they were sent, since a later one sets out only when the earlier one has
 * arrived. Rows of different keys have no order. A row whose answer was lost on the way may stand there twice, and is
 * counted once. Shards that are split or merged meanwhile do not disturb that: order is by sequence number from parent
 * to child.
 */
public final class KinesisDoor implements Door {
    private static final int LANES = 4;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** What Kinesis takes as one record, its partition key included. */
    private static final int LARGEST_RECORD = 1 << 20;

    private final AwsAccess access;
    private final String prefix;
    private final Duration deliveryTime;
    private final Duration patience;
    private final Backoff backoff;
    private KinesisFailures failures;
    private KinesisClient client;
    private Lanes lanes;

    /** A door to the streams of this prefix. */
    public KinesisDoor(AwsAccess access, String prefix, Duration deliveryTime) {
        // A shard's limit is counted by the second: who comes back sooner is turned away again.
        this(
                access,
                prefix,
                deliveryTime,
                Duration.ofSeconds(15),
                new Backoff(Duration.ofMillis(300), Duration.ofSeconds(5), new Random()));
    }

    KinesisDoor(AwsAccess access, String prefix, Duration deliveryTime, Duration patience, Backoff backoff) {
        this.access = access;
        this.prefix = prefix;
        this.deliveryTime = deliveryTime;
        this.patience = patience;
        this.backoff = backoff;
    }

    @Override
    public void open(List<PostTable> tables) {
        String region = access.requireRegion("produce to Kinesis");
        AwsAccess.require(AwsAccess.credentials(), "produce to Kinesis");
        client = access.kinesis(region, ANSWER);
        failures = new KinesisFailures(access.where(), prefix);
        tables.forEach(new StreamCheck(client, failures, patience)::require);
        lanes = new Lanes(LANES, new KinesisCarrier(client, failures), deliveryTime, backoff);
    }

    @Override
    public void send(Row row, Runnable acknowledged) {
        byte[] data = row.valueBytes();
        int size = data.length + row.partitionKey().getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_RECORD) {
            throw failures.tooLarge(row, data.length);
        }
        lanes.put(new Parcel(row, data, size, acknowledged));
    }

    @Override
    public void flush() {
        lanes.flush();
    }

    @Override
    public void close() {
        if (lanes != null) {
            lanes.close();
            lanes = null;
        }
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
