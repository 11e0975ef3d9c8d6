package pinpipe.benchmark;

import com.sun.net.httpserver.Headers;
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
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An S3 endpoint that is as far away as asked: every request waits, is counted by its kind, and is passed on to the one
 * behind. Any number of requests wait at once, as with S3 itself. Bodies are held in memory, so it is for small objects.
 */
final class DistantStore implements AutoCloseable {
    /** What belongs to one connection and not to the message. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "keep-alive", "transfer-encoding", "upgrade");

    private static final int WAITING_CONNECTIONS = 200;

    static {
        // The signature of a request holds the host that it was sent to, so that one is passed on.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        // Else the answer's body waits for the head to be acknowledged: 40 ms that nobody has asked for.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<S3Request, Integer> counts = new EnumMap<>(S3Request.class);
    private final HttpServer server;
    private final URI behind;
    private final Duration latency;

    private DistantStore(HttpServer server, URI behind, Duration latency) {
        this.server = server;
        this.behind = behind;
        this.latency = latency;
    }

    /** Starts one, on a free port, before the endpoint of another. */
    static DistantStore before(URI endpoint, Duration latency) throws IOException {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        DistantStore store = new DistantStore(HttpServer.create(here, WAITING_CONNECTIONS), endpoint, latency);
        store.server.createContext("/", store::answer);
        store.server.setExecutor(store.threads);
        store.server.start();
        return store;
    }

    /** Its address. */
    URI endpoint() {
        InetSocketAddress here = server.getAddress();
        return URI.create("http://%s:%d".formatted(here.getAddress().getHostAddress(), here.getPort()));
    }

    /** How many requests have come since this was last asked, by kind. */
    Map<S3Request, Integer> takeCounts() {
        synchronized (counts) {
            Map<S3Request, Integer> taken = new EnumMap<>(S3Request.class);
            taken.putAll(counts);
            counts.clear();
            return taken;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            synchronized (counts) {
                counts.merge(S3Request.of(exchange.getRequestMethod(), exchange.getRequestURI()), 1, Integer::sum);
            }
            Thread.sleep(latency.toMillis());
            give(client.send(passedOn(exchange), BodyHandlers.ofByteArray()), exchange);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest passedOn(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isOfTheMessage(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void give(HttpResponse<byte[]> answer, HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().map().forEach((name, values) -> {
            if (isOfTheMessage(name)) {
                headers.put(name, values);
            }
        });
        if (exchange.getRequestMethod().equals("HEAD")) {
            // The length of what a GET would bring.
            answer.headers()
                    .firstValue("content-length")
                    .ifPresent(length -> headers.put("Content-Length", List.of(length)));
        }
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static boolean isOfTheMessage(String header) {
        return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }
}
