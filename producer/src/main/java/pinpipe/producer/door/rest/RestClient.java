package pinpipe.producer.door.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import pinpipe.cli.Causes;

/** Talks HTTP to a REST proxy, one question at a time for each thread that asks. */
final class RestClient {
    private static final String TYPE = "application/vnd.kafka.json.v2+json";
    private static final Duration CONNECT = Duration.ofSeconds(8);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final RestSettings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    RestClient(RestSettings settings) {
        this.settings = settings;
    }

    /** Asks for the topics, only to see whether anybody answers, whatever it is. */
    void knock() throws IOException, InterruptedException {
        http.send(request(URI.create(settings.base() + "/topics")).GET().build(), BodyHandlers.discarding());
    }

    /** Sends a batch and gives what comes back, or says that nothing did. */
    Answer post(Batch batch) throws InterruptedException {
        URI topic = settings.topic(batch.table().topic(settings.prefix()));
        byte[] body = batch.body();
        HttpRequest.Builder request = request(topic)
                .setHeader("Content-Type", TYPE)
                .setHeader("Accept", "application/vnd.kafka.v2+json, application/json")
                .POST(BodyPublishers.ofByteArray(body));
        settings.signature().ifPresent(signature -> signature
                .headers("POST", topic, TYPE, body)
                .forEach((name, values) -> request.setHeader(name, values.get(0))));
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return Answer.of(answer.statusCode(), answer.body(), pause(answer));
        } catch (IOException e) {
            return Answer.none(Causes.firstLine(Causes.root(e)));
        }
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(RestSettings.ANSWER);
        settings.secrets().forEach((name, secret) -> request.header(name, secret.reveal()));
        return request;
    }

    /** Whole seconds only; the other form, a date, is as good as none. */
    private static Duration pause(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(written -> written.matches("\\d{1,4}"))
                .map(written -> Duration.ofSeconds(Long.parseLong(written)))
                .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
                .orElse(Duration.ZERO);
    }
}
