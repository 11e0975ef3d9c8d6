package pinpipe.producer.door.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import pinpipe.stack.KinesisServer;

/**
 * Stands before the embedded Kinesis and does to {@code PutRecords} what a test says: answers itself, or lets some of
 * the records through. All else goes through as it is.
 */
final class ScriptedKinesis implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String PUT = "Kinesis_20131202.PutRecords";

    /** What is answered; status 0 hangs up without an answer. */
    record Reply(int status, String body) {
        static Reply error(int status, String type, String message) {
            return new Reply(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message));
        }
    }

    /** Decides about a request. */
    @FunctionalInterface
    interface Script {
        Reply answer(JsonNode put, Server server) throws IOException;
    }

    /** Puts what it is given into the embedded Kinesis and gives what that answers. */
    @FunctionalInterface
    interface Server {
        Reply put(JsonNode request) throws IOException;
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<JsonNode> puts = Collections.synchronizedList(new ArrayList<>());
    private final KinesisServer behind;
    private final Script script;
    private final HttpServer server;

    ScriptedKinesis(KinesisServer behind, Script script) throws IOException {
        this.behind = behind;
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All that was put, in its order. */
    List<JsonNode> puts() {
        return List.copyOf(puts);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply;
            if (PUT.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
                JsonNode put = JSON.readTree(body);
                puts.add(put);
                reply = script.answer(put, records -> through(exchange, JSON.writeValueAsBytes(records)));
            } else {
                reply = through(exchange, body);
            }
            if (reply.status == 0) {
                return;
            }
            byte[] said = reply.body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(reply.status, said.length);
            exchange.getResponseBody().write(said);
        }
    }

    private Reply through(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(behind.endpoint()).POST(BodyPublishers.ofByteArray(body));
        for (String name : List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date")) {
            request.header(name, exchange.getRequestHeaders().getFirst(name));
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
