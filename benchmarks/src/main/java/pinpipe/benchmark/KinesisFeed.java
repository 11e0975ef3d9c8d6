package pinpipe.benchmark;

import java.nio.file.Path;
import java.util.List;
import pinpipe.stack.KinesisServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The local Kinesis. */
final class KinesisFeed implements Feed {
    private static final int MOST_AT_ONCE = 500;

    private final KinesisServer server;
    private final KinesisClient client;

    KinesisFeed(Path folder) {
        this.server = KinesisServer.start(folder);
        this.client = KinesisClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(KinesisServer.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    @Override
    public void make(String prefix, int shards) throws InterruptedException {
        String stream = stream(prefix);
        client.createStream(request -> request.streamName(stream).shardCount(shards));
        while (client.describeStreamSummary(request -> request.streamName(stream))
                        .streamDescriptionSummary()
                        .streamStatus()
                != StreamStatus.ACTIVE) {
            Thread.sleep(50);
        }
    }

    @Override
    public void send(String prefix, List<String> values) {
        for (int from = 0; from < values.size(); from += MOST_AT_ONCE) {
            List<PutRecordsRequestEntry> entries =
                    values.subList(from, Math.min(values.size(), from + MOST_AT_ONCE)).stream()
                            .map(value -> PutRecordsRequestEntry.builder()
                                    .partitionKey(Integer.toString(value.hashCode()))
                                    .data(SdkBytes.fromUtf8String(value))
                                    .build())
                            .toList();
            int failed = client.putRecords(
                            request -> request.streamName(stream(prefix)).records(entries))
                    .failedRecordCount();
            if (failed > 0) {
                throw new IllegalStateException(
                        "Cannot measure the stream: %d records did not arrive.".formatted(failed));
            }
        }
    }

    private static String stream(String prefix) {
        return "streaming-%s-pin".formatted(prefix);
    }

    @Override
    public List<String> options() {
        return List.of("--from=kinesis", "--region=" + KinesisServer.REGION, "--endpoint=" + address());
    }

    @Override
    public String address() {
        return server.endpoint().toString();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
