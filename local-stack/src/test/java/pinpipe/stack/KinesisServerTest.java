package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class KinesisServerTest {
    private static final String STREAM = "streaming-0a1b-pin";

    /** A server on every interface would answer here, too. */
    private static final String NOT_LISTENED_TO = "127.0.0.2";

    @TempDir
    Path folder;

    @Test
    void keepsWhatIsPutAndListensToThisMachineOnly() {
        try (KinesisServer server = KinesisServer.start(folder, STREAM + ":2", "other:1");
                KinesisClient client = client(server.endpoint())) {
            assertThat(client.listStreams().streamNames()).containsExactlyInAnyOrder(STREAM, "other");

            PutRecordResponse put = client.putRecord(record -> record.streamName(STREAM)
                    .partitionKey("7")
                    .data(SdkBytes.fromUtf8String("{\"index\":7,\"title\":\"🦦\"}")));

            assertThat(records(client, put.shardId()))
                    .extracting(record -> record.data().asUtf8String())
                    .containsExactly("{\"index\":7,\"title\":\"🦦\"}");
            assertThatThrownBy(
                            () -> new Socket(NOT_LISTENED_TO, server.endpoint().getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aProcessOfItsOwnLastsAsLongAsItsInput() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KinesisProcess.class.getName(),
                        folder.toString(),
                        "other:1")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader();
                KinesisClient client = client(URI.create(lines.readLine()))) {
            assertThat(client.listStreams().streamNames()).containsExactly("other");
            List<ProcessHandle> started = process.descendants().toList();
            assertThat(started).isNotEmpty();

            process.destroyForcibly();

            assertThat(started).as("not even a kill leaves the server behind").allSatisfy(server -> server.onExit()
                    .join());
        } finally {
            process.destroyForcibly();
        }
    }

    private static KinesisClient client(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(KinesisServer.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
                .build();
    }

    private static List<Record> records(KinesisClient client, String shard) {
        String from = client.getShardIterator(asked ->
                        asked.streamName(STREAM).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return client.getRecords(asked -> asked.shardIterator(from)).records();
    }
}
