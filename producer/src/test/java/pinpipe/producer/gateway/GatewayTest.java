package pinpipe.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.scene.Topic;
import pinpipe.stack.Broker;

@ExtendWith(Servers.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class GatewayTest {
    private final Broker broker;
    private final String prefix = UUID.randomUUID().toString().substring(24);
    private RunningGateway gateway;

    GatewayTest(Broker broker) {
        this.broker = broker;
    }

    @BeforeAll
    void start() {
        gateway = RunningGateway.before(broker.bootstrapServers());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void aRecordTravelsAsItWasWritten() throws Exception {
        String name = prefix + ".asis";
        HttpResponse<String> answer = gateway.post("/topics/" + name, """
                {"key_schema": null, "records": [
                  {"key": 7,   "value": {"n": 1.50e+05, "big": 18446744073709551616,\t"text": "a \\"b\\" \\u00e9 Côte 🏝 \\\\", "same": 1, "same": 2}},
                  {"value": [ 1 , [ ], { } , null ], "key": "a b", "partition": 2},
                  {"key": 9, "value": null}
                ]}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/vnd.kafka.v2+json");
        assertThat(answer.body())
                .startsWith("{\"offsets\":[{\"partition\":")
                .contains("{\"partition\":2,\"offset\":")
                .endsWith(",\"error_code\":null,\"error\":null}],\"key_schema_id\":null,\"value_schema_id\":null}");
        assertThat(messages(name))
                .containsExactlyInAnyOrder(
                        "7 = {\"n\":1.50e+05,\"big\":18446744073709551616,"
                                + "\"text\":\"a \\\"b\\\" \\u00e9 Côte 🏝 \\\\\",\"same\":1,\"same\":2}",
                        "\"a b\" = [1,[],{},null]",
                        "9 = null");
    }

    @Test
    void theFormOfAKinesisGatewayIsRoutedToATopic() throws Exception {
        String stream = "/streams/streaming-" + prefix + "-geo/record";
        String one =
                "{\"StreamName\":\"streaming-%s-geo\",\"Data\":{\"ind\":1},\"PartitionKey\":\"1\"}".formatted(prefix);

        assertThat(gateway.send("PUT", stream, one, "Content-Type", "application/json")
                        .body())
                .isEqualTo("{\"SequenceNumber\":\"0\",\"ShardId\":\"%s\"}".formatted(shard(one)));
        assertThat(gateway.send("POST", stream, one, "Content-Type", "application/json")
                        .body())
                .isEqualTo("{\"SequenceNumber\":\"1\",\"ShardId\":\"%s\"}".formatted(shard(one)));
        assertThat(gateway.send(
                                "PUT",
                                stream + "s",
                                "{\"records\":[{\"data\":{\"ind\":2},\"partition-key\":\"2\"}]}",
                                "Content-Type",
                                "application/json")
                        .body())
                .startsWith("{\"FailedRecordCount\":0,\"Records\":[{\"SequenceNumber\":\"");
        assertThat(messages(prefix + ".geo"))
                .containsExactlyInAnyOrder("1 = {\"ind\":1}", "1 = {\"ind\":1}", "2 = {\"ind\":2}");
    }

    @Test
    void topicsAreShownAndTheGatewayTellsHowItIs() throws Exception {
        gateway.post("/topics/" + prefix + ".shown", "{\"records\":[{\"value\":1},{\"value\":2}]}");

        assertThat(gateway.get("/topics").body()).contains("\"" + prefix + ".shown\"");
        assertThat(gateway.get("/topics/" + prefix + ".shown").body())
                .startsWith("{\"name\":\"" + prefix + ".shown\",\"configs\":{\"cleanup.policy\":\"delete\",")
                .contains("\"retention.ms\":\"604800000\"")
                .contains("},\"partitions\":[{\"partition\":0,\"leader\":1,"
                        + "\"replicas\":[{\"broker\":1,\"leader\":true,\"in_sync\":true}]}");
        assertThat(gateway.get("/topics/no.such").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/healthz").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(gateway.get("/metrics").body())
                .contains("pinpipe_gateway_requests_total{method=\"POST\",route=\"/topics/{topic}\",status=\"200\"}")
                .containsPattern("pinpipe_gateway_records_total\\{result=\"acknowledged\"\\} [1-9]")
                .contains("pinpipe_gateway_records_in_flight 0\n");
    }

    @Test
    void aScriptAsSitesHaveItGetsItsRowsIn() throws Exception {
        String name = prefix + ".script";

        assertThat(script(
                        "/topics/" + name,
                        RunningGateway.V2,
                        "POST",
                        "{\"records\":[{\"value\":{\"index\":1,\"title\":\"Côte 🏝\"}}]}",
                        "{\"records\":[{\"value\":{\"index\":2}}]",
                        "{\"records\":[{\"value\":{\"index\":3}}]}"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("200 {\"offsets\""),
                        line -> assertThat(line)
                                .startsWith("400 {\"error_code\":400,\"message\":\"The body is not JSON"),
                        line -> assertThat(line).startsWith("200 {\"offsets\""));
        assertThat(messages(name))
                .containsExactlyInAnyOrder("null = {\"index\":1,\"title\":\"Côte 🏝\"}", "null = {\"index\":3}");
    }

    @Test
    void withoutABrokerRequestsAreTurnedAwayAndNotKept() throws Exception {
        String topic = "/topics/" + prefix + ".stopped";
        String hundred = "{\"records\":[" + "{\"value\":1},".repeat(99) + "{\"value\":1}]}";
        try (RunningGateway small =
                RunningGateway.with(broker.bootstrapServers(), List.of(), 150, 1 << 20, Duration.ofSeconds(3))) {
            assertThat(small.post(topic, "{\"records\":[{\"value\":0}]}").statusCode())
                    .isEqualTo(200);
            broker.stop();
            try {
                var waiting = CompletableFuture.supplyAsync(() -> posted(small, topic, hundred));
                HttpResponse<String> besides = posted(small, topic, hundred);
                assertThat(List.of(waiting.get().statusCode(), besides.statusCode()))
                        .containsExactlyInAnyOrder(429, 503);
                assertThat(besides.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(List.of(waiting.get().body(), besides.body()))
                        .anySatisfy(said -> assertThat(said).startsWith("{\"error_code\":42901,"))
                        .anySatisfy(said ->
                                assertThat(said).startsWith("{\"error_code\":50003,\"message\":\"No record was"));
                assertThat(small.post("/topics/unheard.of", hundred).statusCode())
                        .isEqualTo(503);
                assertThat(small.get("/healthz").statusCode()).isEqualTo(503);
            } finally {
                broker.start();
            }
            assertThat(small.said()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsOneSentence() {
        String port = gateway.address().replaceFirst(".*:", "");

        assertThatThrownBy(() -> GatewayServer.start(
                                RunningGateway.settings(broker.bootstrapServers(), Integer.parseInt(port)), line -> {})
                        .close())
                .hasMessageStartingWith("Cannot serve on 127.0.0.1:" + port + ": ")
                .hasMessageEndingWith("Give another --port or --host, or stop what listens there.");
    }

    private HttpResponse<String> posted(RunningGateway to, String topic, String body) {
        try {
            return to.post(topic, body);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String shard(String one) {
        return "shardId-%012d"
                .formatted(new Topic(broker, prefix + ".geo")
                        .messages().stream()
                                .filter(message -> one.contains(message.value()))
                                .findFirst()
                                .orElseThrow()
                                .partition());
    }

    private List<String> messages(String topic) {
        return new Topic(broker, topic)
                .messages().stream()
                        .map(message -> message.key() + " = " + message.value())
                        .toList();
    }

    private List<String> script(String path, String type, String method, String... bodies)
            throws IOException, InterruptedException {
        Path script = Path.of("src/test/resources/pinpipe/producer/gateway/post.py");
        assertThat(Files.exists(script)).isTrue();
        Process python = new ProcessBuilder("python3", script.toString(), gateway.address() + path, type, method)
                .redirectErrorStream(true)
                .start();
        try (var out = python.outputWriter(UTF_8)) {
            out.write(String.join("\n", bodies) + "\n");
        }
        List<String> lines = new String(python.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(python.waitFor()).as(lines.toString()).isZero();
        return lines;
    }
}
