package pinpipe.producer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pinpipe.producer.scene.AwsKeys;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.scene.Stream;
import pinpipe.producer.scene.Stream.Message;
import pinpipe.stack.Broker;
import pinpipe.stack.KinesisServer;

@ExtendWith({Servers.class, AwsKeys.class})
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class GatewayToKinesisTest {
    private final String name = "orders-" + UUID.randomUUID();
    private final Stream stream;
    private final RunningGateway gateway;

    GatewayToKinesisTest(Broker broker, KinesisServer kinesis) {
        this.stream = new Stream(kinesis, name);
        this.gateway = RunningGateway.before(broker.bootstrapServers(), kinesis);
    }

    @BeforeAll
    void makeStream() {
        stream.make(1);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void recordsStandInTheStreamThatThePathNames() throws Exception {
        assertThat(put("POST", name + "/record", "{\"Data\":{\"n\": 1.50},\"PartitionKey\":\"a\"}")
                        .body())
                .startsWith("{\"SequenceNumber\":\"4")
                .endsWith("\",\"ShardId\":\"shardId-000000000000\"}");
        assertThat(put("PUT", name + "/records", "{\"records\":[{\"data\":[2],\"partition-key\":\"b\"}]}")
                        .body())
                .startsWith("{\"FailedRecordCount\":0,\"Records\":[{\"SequenceNumber\":\"4");
        assertThat(stream.messages())
                .extracting(Message::key, Message::value)
                .contains(tuple("a", "{\"n\":1.50}"), tuple("b", "[2]"));
        assertThat(gateway.get("/metrics").body())
                .containsPattern("pinpipe_gateway_records_total\\{result=\"acknowledged\"\\} [1-9]");
    }

    @Test
    void whatKinesisWillNotHaveIsSaidAsEverythingElseIs() throws Exception {
        HttpResponse<String> unknown = put("PUT", "nobody/record", "{\"Data\":1,\"PartitionKey\":\"a\"}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("{\"error_code\":40401,\"message\":\"Stream not found\"}");

        HttpResponse<String> tooLong =
                put("PUT", name + "/record", "{\"Data\":1,\"PartitionKey\":\"" + "k".repeat(257) + "\"}");
        assertThat(tooLong.statusCode()).isEqualTo(500);
        assertThat(tooLong.body()).startsWith("{\"error_code\":50002,\"message\":\"Kinesis refuses it: ");

        assertThat(put("PUT", name + "/record", "{\"PartitionKey\":\"a\"}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void topicsAreServedBeside() throws Exception {
        assertThat(gateway.post("/topics/" + name, "{\"records\":[{\"value\":1}]}")
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> put(String method, String path, String body) throws IOException, InterruptedException {
        return gateway.send(method, "/streams/" + path, body, "Content-Type", "application/json");
    }
}
