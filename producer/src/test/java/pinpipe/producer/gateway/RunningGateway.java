package pinpipe.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import pinpipe.producer.aws.AwsAccess;
import pinpipe.producer.gateway.GatewaySettings.Keystore;
import pinpipe.producer.kafka.KafkaSettings;
import pinpipe.producer.kafka.Topics;
import pinpipe.stack.KinesisServer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A gateway within the tests' process, and clients that call it. */
public final class RunningGateway implements AutoCloseable {
    static final String V2 = "application/vnd.kafka.json.v2+json";

    /** Long enough for the first request of a busy machine, and short enough to wait for. */
    private static final Duration BODY_TIME = Duration.ofSeconds(4);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<String> said = new ArrayList<>();
    private final GatewayServer server;

    private RunningGateway(GatewaySettings settings) {
        this.server = GatewayServer.start(settings, said::add);
    }

    /** One before these brokers that makes missing topics. */
    public static RunningGateway before(String brokers) {
        return with(brokers, List.of(), 10_000, 1 << 20, Duration.ofSeconds(20));
    }

    /** One that puts streams into Kinesis. */
    public static RunningGateway before(String brokers, KinesisServer kinesis) {
        AwsAccess access = new AwsAccess(Optional.of(KinesisServer.REGION), Optional.of(kinesis.endpoint()));
        Duration answer = Duration.ofSeconds(20);
        return new RunningGateway(settings(
                brokers,
                0,
                List.of(),
                10_000,
                1 << 20,
                answer,
                Optional.empty(),
                Optional.of(access.kinesis(KinesisServer.REGION, answer))));
    }

    static RunningGateway with(String brokers, List<String> keys, int inFlight, int bodyLimit, Duration acknowledge) {
        return new RunningGateway(settings(brokers, 0, keys, inFlight, bodyLimit, acknowledge, Optional.empty()));
    }

    /** The same, where another one listened before. */
    static RunningGateway on(int port, String brokers) {
        return new RunningGateway(
                settings(brokers, port, List.of(), 10_000, 1 << 20, Duration.ofSeconds(20), Optional.empty()));
    }

    /** One that speaks HTTPS. */
    static RunningGateway secured(String brokers, Keystore keystore) {
        return new RunningGateway(
                settings(brokers, 0, List.of("k1", "k2"), 100, 1 << 20, Duration.ofSeconds(20), Optional.of(keystore)));
    }

    static GatewaySettings settings(String brokers, int port) {
        return settings(brokers, port, List.of(), 100, 1 << 20, Duration.ofSeconds(20), Optional.empty());
    }

    private static GatewaySettings settings(
            String brokers,
            int port,
            List<String> keys,
            int inFlight,
            int bodyLimit,
            Duration acknowledge,
            Optional<Keystore> keystore) {
        return settings(brokers, port, keys, inFlight, bodyLimit, acknowledge, keystore, Optional.empty());
    }

    private static GatewaySettings settings(
            String brokers,
            int port,
            List<String> keys,
            int inFlight,
            int bodyLimit,
            Duration acknowledge,
            Optional<Keystore> keystore,
            Optional<KinesisClient> kinesis) {
        KafkaSettings kafka = KafkaSettings.of(brokers, null);
        Consumer<String> maker = name -> {
            if (!name.startsWith("no.such")) {
                new Topics(kafka, 3, Optional.empty(), line -> {}).make(List.of(name));
            }
        };
        return new GatewaySettings(
                "127.0.0.1",
                port,
                keys,
                keystore,
                bodyLimit,
                BODY_TIME,
                inFlight,
                acknowledge,
                new StreamTopics(Map.of()),
                kinesis,
                kafka,
                Optional.of(maker));
    }

    /** Its address, such as {@code http://127.0.0.1:8082}. */
    public String address() {
        return server.address();
    }

    /** What it said about errors of its own. */
    List<String> said() {
        return said;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body, "Content-Type", V2);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** What it answers to bytes after which the client says no more, though it may say less than it announced. */
    String raw(byte[] bytes, boolean halfClosed) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(bytes);
            if (halfClosed) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    Socket socket() throws IOException {
        URI here = URI.create(address());
        Socket socket = new Socket(here.getHost(), here.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Override
    public void close() {
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(20));
    }
}
