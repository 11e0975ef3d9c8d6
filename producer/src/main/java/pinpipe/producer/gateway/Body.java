package pinpipe.producer.gateway;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Takes a request's body in, whole, within a size and a time.
 *
 * @param limit the most bytes that one may have
 * @param time the longest that one may take to arrive, however it trickles
 */
record Body(int limit, Duration time) {
    private static final List<String> JSON = List.of("application/vnd.kafka.json.v2+json", "application/json");
    private static final int FIRST_PIECE = 8 * 1024;

    /** So much of what is too large is read all the same: a client that is still writing would not see our answer. */
    private static final int PATIENCE = 16;

    /**
     * The body's text.
     *
     * @throws Problem if it is of another type, encoding or size, or does not come
     */
    CharBuffer text(Context request) {
        requireJson(request);
        byte[] bytes = bytes(request);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new Problem(ErrorCode.NOT_JSON, "The body is not UTF-8");
        }
    }

    private static void requireJson(Context request) {
        String written = request.header("Content-Type");
        String[] parts =
                (written == null ? "" : written).toLowerCase(Locale.ROOT).split(";", 2);
        if (!JSON.contains(parts[0].strip())) {
            throw new Problem(
                    ErrorCode.UNSUPPORTED_TYPE,
                    "The Content-Type must be one of %s, was %s".formatted(String.join(", ", JSON), written));
        }
        if (parts.length == 2 && parts[1].contains("charset") && !parts[1].contains("utf-8")) {
            throw new Problem(ErrorCode.UNSUPPORTED_TYPE, "The charset must be utf-8, was " + parts[1].strip());
        }
        String encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Problem(
                    ErrorCode.UNSUPPORTED_TYPE, "The body must come without a Content-Encoding, was " + encoding);
        }
    }

    private byte[] bytes(Context request) {
        long announced = request.req().getContentLengthLong();
        if (announced > (long) limit * PATIENCE) {
            throw tooLarge();
        }
        try {
            return bytes(request.req().getInputStream(), announced);
        } catch (IOException e) {
            // A body that came to no end, because its sender paused for too long or went away.
            throw new Problem(ErrorCode.TOO_SLOW, "The body did not arrive whole");
        }
    }

    private byte[] bytes(InputStream stream, long announced) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        byte[] bytes = new byte[announced < 0 ? FIRST_PIECE : (int) Math.min(announced + 1, limit + 1L)];
        long size = 0;
        while (true) {
            // What is too large is read over and over into the same place, and forgotten.
            int at = size > limit ? 0 : (int) size;
            if (at == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, limit + 1L));
            }
            int read = stream.read(bytes, at, bytes.length - at);
            if (read < 0) {
                break;
            }
            size += read;
            if (System.nanoTime() > deadline) {
                throw new Problem(
                        ErrorCode.TOO_SLOW, "The body did not arrive within %d s".formatted(time.toSeconds()));
            }
            if (size > (long) limit * PATIENCE) {
                throw tooLarge();
            }
        }
        if (size > limit) {
            throw tooLarge();
        }
        return Arrays.copyOf(bytes, (int) size);
    }

    private Problem tooLarge() {
        return new Problem(ErrorCode.TOO_LARGE, "The body may have at most %,d bytes".formatted(limit));
    }
}
