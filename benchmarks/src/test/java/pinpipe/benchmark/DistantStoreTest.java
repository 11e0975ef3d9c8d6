package pinpipe.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DistantStoreTest {
    private static final Duration LATENCY = Duration.ofMillis(5);

    private HttpServer behind;
    private DistantStore store;

    @BeforeEach
    void start() throws IOException {
        behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        behind.createContext("/", DistantStoreTest::echo);
        behind.start();
        store = DistantStore.before(
                URI.create("http://127.0.0.1:" + behind.getAddress().getPort()), LATENCY);
    }

    @AfterEach
    void stop() {
        store.close();
        behind.stop(0);
    }

    /** Answers with what it was asked, as it arrived. */
    private static void echo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String host = exchange.getRequestHeaders().getFirst("Host");
        byte[] answer = String.join(" ", exchange.getRequestURI().toString(), host, body)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("ETag", "7");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", "9000");
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(206, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    @Test
    void aRequestIsPassedOnAsItWasSigned() throws Exception {
        String target = "/bucket/partition%3D0/x%2B0%2B1.json?x-id=PutObject";

        HttpResponse<String> answer = ask("PUT", target, "content");

        assertThat(answer.body()).isEqualTo(target + " " + store.endpoint().getAuthority() + " content");
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.headers().firstValue("ETag")).hasValue("7");
    }

    @Test
    void aHeadSaysTheLengthOfWhatIsNotSent() throws Exception {
        assertThat(ask("HEAD", "/bucket/key", "").headers().firstValueAsLong("Content-Length"))
                .hasValue(9000);
    }

    @Test
    void aListIsCountedApartFromAGet() throws Exception {
        ask("GET", "/bucket?list-type=2&prefix=a/b", "");
        ask("GET", "/bucket/?list-type=2", "");
        ask("GET", "/bucket/a/b", "");
        ask("HEAD", "/bucket/a/b", "");
        ask("DELETE", "/bucket/a/b", "");

        assertThat(store.takeCounts())
                .isEqualTo(Map.of(S3Request.LIST, 2, S3Request.GET, 1, S3Request.HEAD, 1, S3Request.OTHER, 1));
        assertThat(store.takeCounts()).isEmpty();
    }

    @Test
    void aRequestTakesAtLeastTheLatency() throws Exception {
        long begun = System.nanoTime();
        ask("GET", "/bucket/a", "");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(LATENCY);
    }

    private HttpResponse<String> ask(String method, String target, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(store.endpoint() + target))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
