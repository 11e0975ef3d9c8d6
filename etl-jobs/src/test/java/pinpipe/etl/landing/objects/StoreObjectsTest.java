package pinpipe.etl.landing.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What S3 is asked for, and that it gives no other content than the one that was listed. */
class StoreObjectsTest {
    private static final String PATH = "topics/t/partition=0/t+0+0000000010.json";
    private static final String ETAG = "\"etag of the listing\"";
    private static final byte[] CONTENT = "{\"ind\":1}\n{\"ind\":2}\n".getBytes(UTF_8);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String etag = ETAG;
    private ObjectReader reader;

    @BeforeEach
    void anEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        reader = ObjectReader.at(
                Map.of(
                        "fs.s3a.endpoint",
                                "http://127.0.0.1:" + server.getAddress().getPort(),
                        "fs.s3a.endpoint.region", "eu-west-1",
                        "fs.s3a.path.style.access", "true",
                        "fs.s3a.connection.ssl.enabled", "false",
                        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider",
                        "fs.s3a.attempts.maximum", "1",
                        "fs.s3a.retry.limit", "1",
                        "fs.s3a.impl.disable.cache", "true"),
                "s3a://bucket/landing");
    }

    @AfterEach
    void noEndpoint() {
        server.stop(0);
    }

    @Test
    void anObjectIsOneRequestForThatContent() throws IOException {
        assertThat(reader.read(object(), 0, CONTENT.length)).isEqualTo(CONTENT);

        assertThat(requests).containsExactly("GET bytes=0-19 " + ETAG);
    }

    @Test
    void aStretchOfAnObjectIsOneRequestForThatContent() throws IOException {
        assertThat(reader.read(object(), 4, 7)).isEqualTo(Arrays.copyOfRange(CONTENT, 4, 11));

        assertThat(requests).containsExactly("GET bytes=4-19 " + ETAG);
    }

    @Test
    void anotherContentOfTheSameLengthIsNotRead() {
        etag = "\"another\"";

        for (int from : new int[] {0, 4}) {
            assertThatThrownBy(() -> reader.read(object(), from, CONTENT.length - from))
                    .isInstanceOf(ObjectNotReadException.class)
                    .hasMessageStartingWith(PATH + " could not be read (");
        }
    }

    private static LandedObject object() {
        return new LandedObject(
                PATH, CONTENT.length, 1, ETAG, ObjectName.read(PATH).orElseThrow());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestHeaders().getFirst("If-Match");
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add("%s %s %s".formatted(exchange.getRequestMethod(), range, asked));
        exchange.getResponseHeaders().add("ETag", etag);
        if (asked != null && !asked.equals(etag)) {
            exchange.sendResponseHeaders(412, -1);
        } else {
            String[] ends = range.replace("bytes=", "").split("-");
            byte[] part = Arrays.copyOfRange(CONTENT, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes %s-%s/%d".formatted(ends[0], ends[1], CONTENT.length));
            exchange.sendResponseHeaders(206, part.length);
            exchange.getResponseBody().write(part);
        }
        exchange.close();
    }
}
