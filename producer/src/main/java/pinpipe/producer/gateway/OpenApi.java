package pinpipe.producer.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of the gateway's interface that it serves itself. */
final class OpenApi {
    private OpenApi() {}

    /** The document, JSON. */
    static String document() {
        try (InputStream stream = OpenApi.class.getResourceAsStream("openapi.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("it lies beside this class", e);
        }
    }
}
