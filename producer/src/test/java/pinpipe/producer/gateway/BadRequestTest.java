package pinpipe.producer.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pinpipe.producer.scene.Servers;
import pinpipe.stack.Broker;

/** Whatever comes over the wire has its documented answer, and the next request is served. */
@ExtendWith(Servers.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class BadRequestTest {
    private static final String TOPIC = "/topics/bad.pin";
    private static final String GOOD = "{\"records\":[{\"value\":{\"index\":1}}]}";
    private static final int LIMIT = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Broker broker;
    private RunningGateway gateway;

    BadRequestTest(Broker broker) {
        this.broker = broker;
    }

    @BeforeAll
    void start() throws Exception {
        gateway = RunningGateway.with(broker.bootstrapServers(), List.of("k1"), 100, LIMIT, Duration.ofSeconds(20));
        assertThat(gateway.post(TOPIC, "no JSON").statusCode()).isEqualTo(401);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    /** One way of asking wrongly; the request is written byte by byte as a careless client would. */
    record Bad(String what, int status, int code, byte[] request, boolean halfClosed) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Bad> badRequests() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);
        String many = "{\"value\":1},".repeat(100) + "{\"value\":1}";
        return Stream.of(
                typed("no content type", 415, 415, "X-Nothing: 1"),
                typed("another content type", 415, 415, "Content-Type: text/plain"),
                typed("the binary format", 415, 415, "Content-Type: application/vnd.kafka.binary.v2+json"),
                typed("another charset", 415, 415, "Content-Type: application/json; charset=iso-8859-1"),
                typed("a packed body", 415, 415, "Content-Type: application/json\r\nContent-Encoding: gzip"),
                body("broken JSON", 400, 400, "{\"records\":[{\"value\":{\"index\":1}"),
                body("no JSON", 400, 400, "index=1"),
                body("an empty body", 400, 400, ""),
                body("text after the JSON", 400, 400, GOOD + " {}"),
                body("deep nesting", 400, 400, "{\"records\":[{\"value\":" + deep + "}]}"),
                bytes("wrong encoding", 400, 400, TOPIC, "{\"records\":[{\"value\":\"Côte\"}]}".getBytes(ISO_8859_1)),
                bytes("UTF-16", 400, 400, TOPIC, GOOD.getBytes(UTF_16)),
                body("too large", 413, 413, "{\"records\":[{\"value\":\"" + "x".repeat(LIMIT) + "\"}]}"),
                body("ten times too large", 413, 413, "x".repeat(LIMIT * 10)),
                new Bad(
                        "far too large by its own word",
                        413,
                        413,
                        head("POST", TOPIC, LIMIT * 20, "Content-Type: application/json", "k1"),
                        false),
                body("more records than may be under way", 413, 413, "{\"records\":[" + many + "]}"),
                body("no object", 422, 42201, "[1]"),
                body("records missing", 422, 42201, "{}"),
                body("no records", 422, 42201, "{\"records\":[]}"),
                body("records not an array", 422, 42201, "{\"records\":{\"value\":1}}"),
                body("a record not an object", 422, 42201, "{\"records\":[1]}"),
                body("value missing", 422, 42201, "{\"records\":[{\"key\":1}]}"),
                body("an unknown field", 422, 42201, "{\"records\":[{\"value\":1,\"vlaue\":2}]}"),
                body("a field twice", 422, 42201, "{\"records\":[{\"value\":1,\"value\":2}]}"),
                body("records twice", 422, 42201, "{\"records\":[{\"value\":1}],\"records\":[]}"),
                body("a key of the wrong kind", 422, 42201, "{\"records\":[{\"key\":{\"a\":1},\"value\":1}]}"),
                body("a partition that is no number", 422, 42201, "{\"records\":[{\"partition\":\"0\",\"value\":1}]}"),
                body("a partition below 0", 422, 42201, "{\"records\":[{\"partition\":-1,\"value\":1}]}"),
                body("a partition out of range", 404, 40402, "{\"records\":[{\"partition\":3,\"value\":1}]}"),
                to("an unknown topic", 404, 40401, "POST", "/topics/no.such.pin", GOOD),
                to("a name that no topic can have", 404, 40401, "POST", "/topics/a%20b", GOOD),
                to("an unknown path", 404, 404, "POST", "/topic/bad.pin", GOOD),
                to("a method that is not allowed", 405, 405, "DELETE", TOPIC, ""),
                to(
                        "an unknown stream",
                        404,
                        40401,
                        "PUT",
                        "/streams/pins/record",
                        "{\"Data\":1,\"PartitionKey\":\"k\"}"),
                to("no partition key", 422, 42201, "PUT", "/streams/streaming-bad-pin/record", "{\"Data\":{}}"),
                to("no data", 422, 42201, "PUT", "/streams/streaming-bad-pin/record", "{\"PartitionKey\":\"a\"}"),
                to(
                        "another stream",
                        422,
                        42201,
                        "PUT",
                        "/streams/streaming-bad-pin/record",
                        "{\"StreamName\":\"other\",\"Data\":1,\"PartitionKey\":\"a\"}"),
                new Bad("no key", 401, 401, head("POST", TOPIC, 0, "Content-Type: application/json", "k2"), false),
                new Bad("a slow body", 408, 40801, cutShort(), false),
                new Bad("a half-closed connection", 408, 40801, cutShort(), true));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void aBadRequestHasItsAnswerAndTheNextOneIsServed(Bad bad) throws Exception {
        String answer = gateway.raw(bad.request, bad.halfClosed);

        assertThat(answer).startsWith("HTTP/1.1 " + bad.status + " ");
        JsonNode said = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(said.path("error_code").intValue()).isEqualTo(bad.code);
        assertThat(said.path("message").textValue()).isNotBlank();
        assertThat(send(TOPIC, GOOD)).startsWith("HTTP/1.1 200 ");
        assertThat(gateway.said()).isEmpty();
    }

    @Test
    void whatIsNoHttpHasAnAnswerTooAndTheNextOneIsServed() throws IOException {
        assertThat(gateway.raw("hello\r\n\r\n".getBytes(UTF_8), false)).startsWith("HTTP/1.1 400 ");
        assertThat(gateway.raw(("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n").getBytes(UTF_8), false))
                .startsWith("HTTP/1.1 414 ");
        assertThat(send(TOPIC, GOOD)).startsWith("HTTP/1.1 200 ");
    }

    /** The served description has each of the answers above, and each error code that there is. */
    @Test
    void theDescriptionIsTrue() throws Exception {
        JsonNode api = JSON.readTree(gateway.get("/openapi.json").body());

        assertThat(documented(api))
                .containsExactlyInAnyOrder(
                        "get /topics",
                        "get /topics/{topic}",
                        "post /topics/{topic}",
                        "put /streams/{stream}/record",
                        "post /streams/{stream}/record",
                        "put /streams/{stream}/records",
                        "get /healthz",
                        "get /metrics",
                        "get /openapi.json");
        for (String route : documented(api)) {
            String[] words = route.split(" ", 2);
            String path = words[1].replace("{topic}", "bad.pin").replace("{stream}", "streaming-bad-pin");
            assertThat(gateway.send(words[0].toUpperCase(Locale.ROOT), path, "", "x-api-key", "k1")
                            .statusCode())
                    .as(route)
                    .isIn(200, 415);
        }
        JsonNode post = api.at("/paths/~1topics~1{topic}/post/responses");
        badRequests().filter(bad -> bad.status != 405).forEach(bad -> assertThat(post.has(Integer.toString(bad.status)))
                .as(bad.what)
                .isTrue());
        String words = api.at("/components/responses").toString();
        for (ErrorCode code : ErrorCode.values()) {
            if (code != ErrorCode.METHOD_NOT_ALLOWED) {
                assertThat(words).contains(Integer.toString(code.code()));
                assertThat(post.has(Integer.toString(code.status())))
                        .as(code.name())
                        .isTrue();
            }
        }
    }

    private static Set<String> documented(JsonNode api) {
        Set<String> routes = new TreeSet<>();
        api.path("paths").properties().forEach(path -> {
            List<String> methods = new ArrayList<>();
            for (Iterator<String> names = path.getValue().fieldNames(); names.hasNext(); ) {
                methods.add(names.next());
            }
            methods.remove("parameters");
            methods.forEach(method -> routes.add(method + " " + path.getKey()));
        });
        return routes;
    }

    private String send(String path, String body) throws IOException {
        return gateway.raw(to("", 0, 0, "POST", path, body).request, false);
    }

    private static Bad typed(String what, int status, int code, String headers) {
        return new Bad(what, status, code, request("POST", TOPIC, GOOD.getBytes(UTF_8), headers), false);
    }

    private static Bad body(String what, int status, int code, String body) {
        return bytes(what, status, code, TOPIC, body.getBytes(UTF_8));
    }

    private static Bad bytes(String what, int status, int code, String path, byte[] body) {
        return new Bad(what, status, code, request("POST", path, body, "Content-Type: " + RunningGateway.V2), false);
    }

    private static Bad to(String what, int status, int code, String method, String path, String body) {
        return new Bad(
                what,
                status,
                code,
                request(method, path, body.getBytes(UTF_8), "Content-Type: application/json"),
                false);
    }

    /** Announces more than it sends. */
    private static byte[] cutShort() {
        return joined(
                head("POST", TOPIC, 500, "Content-Type: application/json", "k1"), "{\"records\":[".getBytes(UTF_8));
    }

    private static byte[] request(String method, String path, byte[] body, String headers) {
        return joined(head(method, path, body.length, headers, "k1"), body);
    }

    private static byte[] head(String method, String path, int length, String headers, String key) {
        return "%s %s HTTP/1.1\r\nHost: here\r\nConnection: close\r\nx-api-key: %s\r\nContent-Length: %d\r\n%s\r\n\r\n"
                .formatted(method, path, key, length, headers)
                .getBytes(UTF_8);
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
