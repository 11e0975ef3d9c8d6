package pinpipe.etl.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a Kafka value is as one line of a landed object.
 *
 * <p>A record must never become two lines, since a line's place gives its offset, nor vanish, nor lose its text: what is
 * no JSON is rejected later, by the job that knows the table.
 */
public final class Line {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d*)");

    private Line() {}

    /**
     * The line, without its newline. A value without line breaks stays byte for byte as it came, JSON or not, UTF-8 or
     * not. JSON over several lines loses the blanks between its tokens, and nothing else. Any other text with line breaks
     * becomes a JSON string that holds it, and so does a blank value, which many readers of lines skip. No value, which
     * in Kafka says that what has this key is gone, becomes {@code {"_deleted":true,"_key":7}}, and without a key
     * {@code null}.
     */
    public static byte[] of(byte[] key, byte[] value) {
        if (value == null) {
            return key == null ? NULL : gone(new String(key, StandardCharsets.UTF_8));
        }
        if (isBlank(value)) {
            return quoted(new String(value, StandardCharsets.UTF_8));
        }
        if (!hasLineBreak(value)) {
            return value;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            return isJson(text) ? compact(value) : quoted(text);
        } catch (CharacterCodingException notUtf8) {
            return quoted(new String(value, StandardCharsets.UTF_8));
        }
    }

    private static byte[] gone(String key) {
        String json = WHOLE.matcher(key).matches() ? key : new String(quoted(key), StandardCharsets.UTF_8);
        return "{\"_deleted\":true,\"_key\":%s}".formatted(json).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isBlank(byte[] value) {
        for (byte b : value) {
            if (!isJsonBlank(b)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasLineBreak(byte[] value) {
        for (byte b : value) {
            if (b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    private static boolean isJsonBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** True if the text is one JSON value (RFC 8259) with nothing but blanks around it. */
    private static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.getParsingContext().inRoot() && !token.isStructStart()) {
                    values++;
                }
            }
            return values == 1;
        } catch (IOException notJson) {
            return false;
        }
    }

    /** Leaves out the blanks between tokens; in valid JSON no raw line break stands anywhere else. */
    private static byte[] compact(byte[] json) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(json.length);
        boolean inString = false;
        boolean escaped = false;
        for (byte b : json) {
            if (inString || !isJsonBlank(b)) {
                line.write(b);
            }
            if (b == '"' && !escaped) {
                inString = !inString;
            }
            escaped = b == '\\' && !escaped;
        }
        return line.toByteArray();
    }

    private static byte[] quoted(String text) {
        byte[] inside = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        return ByteBuffer.allocate(inside.length + 2)
                .put((byte) '"')
                .put(inside)
                .put((byte) '"')
                .array();
    }
}
