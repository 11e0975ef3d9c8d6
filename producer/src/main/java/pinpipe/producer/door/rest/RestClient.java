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
import pinpipe.producer.door.Batch;
import pinpipe.producer.door.Parcel;

/** Talks HTTP to a server, one question at a time for each thread that asks. */
final class RestClient {
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

    /** Asks for something, only to see whether anybody answers, whatever it is. */
    void knock() throws IOException, InterruptedException {
        URI any = URI.create(settings.base() + settings.form().anyPath());
        http.send(request(any).GET().build(), BodyHandlers.discarding());
    }

    /** Sends a batch and gives what comes back, or says that nothing did. */
    Answer send(Batch batch) throws InterruptedException {
        Form form = settings.form();
        URI address = URI.create(settings.base() + form.path(batch.table()));
        byte[] body = form.body(batch.parcels().stream().map(Parcel::record).toList());
        HttpRequest.Builder request = request(address)
                .setHeader("Content-Type", form.contentType())
                .setHeader("Accept", form.accept())
                .method(form.method(), BodyPublishers.ofByteArray(body));
        settings.signature().ifPresent(signature -> signature
                .headers(form.method(), address, form.contentType(), body)
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
