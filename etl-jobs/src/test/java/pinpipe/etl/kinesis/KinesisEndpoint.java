package pinpipe.etl.kinesis;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import pinpipe.etl.LocalStackProcess;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * The local stack's Kinesis, in a process of its own. The build of the module local-stack, which comes before this one,
 * leaves the class path to start it with. While it runs, this JVM has credentials for it.
 */
public final class KinesisEndpoint implements AutoCloseable {
    /** The region of its streams. */
    public static final String REGION = "us-east-1";

    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    private final LocalStackProcess process;
    private final KinesisClient client;

    private KinesisEndpoint(LocalStackProcess process) {
        this.process = process;
        CREDENTIALS.forEach(property -> System.setProperty(property, "any"));
        this.client = new Connection(REGION, address()).client();
    }

    /** Starts one with its files in this folder. */
    public static KinesisEndpoint start(Path folder) throws IOException {
        return new KinesisEndpoint(LocalStackProcess.start("KinesisProcess", "128m", folder, "first:1"));
    }

    /** Where clients find it. */
    public URI address() {
        return URI.create(process.address());
    }

    /** Makes a stream, and returns when it takes records. */
    public void create(String stream, int shards) {
        client.createStream(request -> request.streamName(stream).shardCount(shards));
        awaitActive(stream);
    }

    /** Sends values, each with itself as its partition key, and fails if one of them does not arrive. */
    public void send(String stream, List<String> values) {
        send(stream, values, UnaryOperator.identity());
    }

    /** Sends values, each with the partition key that it has by this rule, and fails if one of them does not arrive. */
    public void send(String stream, List<String> values, UnaryOperator<String> key) {
        PutRecordsResponse answer = client.putRecords(request -> request.streamName(stream)
                .records(values.stream()
                        .map(value -> PutRecordsRequestEntry.builder()
                                .partitionKey(key.apply(value))
                                .data(SdkBytes.fromUtf8String(value))
                                .build())
                        .toList()));
        if (answer.failedRecordCount() > 0) {
            throw new IllegalStateException(answer.toString());
        }
    }

    /** Sends one record as it is. */
    public void send(String stream, String partitionKey, byte[] data) {
        client.putRecord(
                request -> request.streamName(stream).partitionKey(partitionKey).data(SdkBytes.fromByteArray(data)));
    }

    /** Splits an open shard in the middle. */
    public void split(String stream, String shard) {
        Shard parent = openShards(stream).stream()
                .filter(each -> each.shardId().equals(shard))
                .findFirst()
                .orElseThrow();
        java.math.BigInteger from =
                new java.math.BigInteger(parent.hashKeyRange().startingHashKey());
        java.math.BigInteger to = new java.math.BigInteger(parent.hashKeyRange().endingHashKey());
        client.splitShard(request -> request.streamName(stream)
                .shardToSplit(shard)
                .newStartingHashKey(from.add(to).shiftRight(1).toString()));
        awaitActive(stream);
    }

    /** Merges two open shards that lie beside each other. */
    public void merge(String stream, String shard, String adjacent) {
        client.mergeShards(
                request -> request.streamName(stream).shardToMerge(shard).adjacentShardToMerge(adjacent));
        awaitActive(stream);
    }

    /** The shards that take records now, in the order of what they take. */
    public List<Shard> openShards(String stream) {
        return client.listShards(request -> request.streamName(stream)).shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(java.util.Comparator.comparing(
                        shard -> new java.math.BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
    }

    private void awaitActive(String stream) {
        while (client.describeStreamSummary(request -> request.streamName(stream))
                        .streamDescriptionSummary()
                        .streamStatus()
                != StreamStatus.ACTIVE) {
            Thread.onSpinWait();
        }
    }

    /** Stops it. */
    @Override
    public void close() throws IOException {
        CREDENTIALS.forEach(System::clearProperty);
        process.close();
    }
}
