package pinpipe.producer.scene;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pinpipe.stack.KinesisServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A stream of the embedded Kinesis, to be looked into. */
public record Stream(KinesisServer server, String name) {
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    /** What stands in a record. */
    public record Message(String shard, String key, String value) {}

    /** Makes it. */
    public Stream make(int shards) {
        try (KinesisClient client = client()) {
            client.createStream(stream -> stream.streamName(name).shardCount(shards));
            // By itself the waiter asks every ten seconds.
            client.waiter()
                    .waitUntilStreamExists(stream -> stream.streamName(name), waiting -> waiting.maxAttempts(1_000)
                            .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(ASK_AGAIN)));
            return this;
        }
    }

    /** All that it holds now, shard after shard, each in its order. */
    public List<Message> messages() {
        try (KinesisClient client = client()) {
            List<Message> messages = new ArrayList<>();
            for (Shard shard :
                    client.listShards(asked -> asked.streamName(name)).shards()) {
                for (Record record : records(client, shard.shardId())) {
                    messages.add(new Message(
                            shard.shardId(),
                            record.partitionKey(),
                            record.data().asUtf8String()));
                }
            }
            return messages;
        }
    }

    private List<Record> records(KinesisClient client, String shard) {
        String next = client.getShardIterator(
                        from -> from.streamName(name).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        List<Record> records = new ArrayList<>();
        while (true) {
            String here = next;
            GetRecordsResponse some = client.getRecords(from -> from.shardIterator(here));
            records.addAll(some.records());
            if (some.records().isEmpty()) {
                return records;
            }
            next = some.nextShardIterator();
        }
    }

    private KinesisClient client() {
        return KinesisClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(KinesisServer.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
                .build();
    }
}
