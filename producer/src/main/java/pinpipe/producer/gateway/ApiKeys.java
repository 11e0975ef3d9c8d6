package pinpipe.producer.gateway;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;

/** The keys by which clients are let in; none means that everybody is. Never printed. */
final class ApiKeys {
    /** What says nothing about data and is asked by those that have no key. */
    private static final Set<String> OPEN = Set.of("/healthz", "/openapi.json");

    private final List<byte[]> keys;

    ApiKeys(List<String> keys) {
        this.keys =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Lets a request pass that has a key in {@code x-api-key} or as a bearer token; a {@link Problem} otherwise. */
    void require(Context request) {
        if (keys.isEmpty() || OPEN.contains(request.path())) {
            return;
        }
        String authorization = request.header("Authorization");
        String key = request.header("x-api-key");
        if (key == null && authorization != null && authorization.startsWith("Bearer ")) {
            key = authorization.substring("Bearer ".length()).strip();
        }
        if (key == null || !isKnown(key.getBytes(StandardCharsets.UTF_8))) {
            throw new Problem(
                    ErrorCode.NO_API_KEY, "A known key must stand in x-api-key, or in Authorization after Bearer");
        }
    }

    /** Compares with all of them, each in a time that does not tell how much was right. */
    private boolean isKnown(byte[] given) {
        boolean known = false;
        for (byte[] key : keys) {
            known |= MessageDigest.isEqual(key, given);
        }
        return known;
    }
}
