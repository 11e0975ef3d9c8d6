package pinpipe.producer.door.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that answers as a test says, and remembers what it was asked. */
final class ScriptedProxy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was sent. */
    record Asked(String method, String path, Headers headers, String body) {
        List<String> values() {
            try {
                List<String> values = new ArrayList<>();
                JSON.readTree(body)
                        .path("records")
                        .forEach(record -> values.add(record.path("value").toString()));
                return values;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int records() {
            return values().size();
        }
    }

    /** What is answered; status 0 hangs up without an answer. */
    record Reply(int status, String body, String retryAfter) {
        static Reply of(int status, String body) {
            return new Reply(status, body, null);
        }

        static Reply problem(int status, int code, String message) {
            return of(status, "{\"error_code\":%d,\"message\":\"%s\"}".formatted(code, message));
        }

        /** An entry a record: null for one that arrived, else its error's code. */
        static Reply fates(List<Integer> codes) {
            List<String> entries = codes.stream()
                    .map(code -> code == null
                            ? "{\"partition\":0,\"offset\":1,\"error_code\":null,\"error\":null}"
                            : "{\"partition\":null,\"offset\":null,\"error_code\":%d,\"error\":\"because\"}"
                                    .formatted(code))
                    .toList();
            return of(200, "{\"offsets\":[%s],\"key_schema_id\":null}".formatted(String.join(",", entries)));
        }

        static Reply arrived(Asked asked) {
            return fates(Collections.nCopies(asked.records(), null));
        }
    }

    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Asked, Reply> script;
    private final HttpServer server;

    ScriptedProxy(Function<Asked, Reply> script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prod");
    }

    /** All that was sent, in its order. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Asked now = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    body);
            asked.add(now);
            Reply reply = script.apply(now);
            if (reply.status == 0) {
                return;
            }
            if (reply.retryAfter != null) {
                exchange.getResponseHeaders().add("Retry-After", reply.retryAfter);
            }
            byte[] said = reply.body.getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status, said.length == 0 ? -1 : said.length);
            exchange.getResponseBody().write(said);
        }
    }
}
