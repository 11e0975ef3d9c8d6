package pinpipe.etl.kinesis;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;

/**
 * A look at what comes next in each shard, one record of it: whether a batch is worth its while, and how far each shard
 * is behind. It decides nothing that could lose a record.
 */
final class Outlook implements AutoCloseable {
    private static final int AT_ONCE = 8;

    private final KinesisClient kinesis;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "pinpipe-kinesis-outlook");
        thread.setDaemon(true);
        return thread;
    });

    Outlook(KinesisClient kinesis) {
        this.kinesis = kinesis;
    }

    /** Looks at each shard past the first time. */
    List<ShardOutlook> over(String stream, List<String> shards, long after, long until) {
        List<Future<ShardOutlook>> looks = shards.stream()
                .map(shard -> threads.submit(() -> look(stream, shard, after, until)))
                .toList();
        return looks.stream().map(Patience::await).toList();
    }

    private ShardOutlook look(String stream, String shard, long after, long until) {
        try {
            String iterator = kinesis.getShardIterator(Position.after(after).request(stream, shard))
                    .shardIterator();
            GetRecordsResponse next = kinesis.getRecords(
                    request -> request.shardIterator(iterator).limit(1));
            long behind = next.millisBehindLatest() == null ? 0 : next.millisBehindLatest();
            boolean quiet = next.records().isEmpty()
                    ? behind == 0 || next.nextShardIterator() == null
                    : next.records().get(0).approximateArrivalTimestamp().toEpochMilli() > until;
            return new ShardOutlook(shard, quiet, behind);
        } catch (SdkException e) {
            return ShardOutlook.unknown(shard); // the batch will meet it, and says it better
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
