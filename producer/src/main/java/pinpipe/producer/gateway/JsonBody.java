package pinpipe.producer.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Walks through a body that is JSON, and cuts values out of it as they were written: no number and no text changes its
 * form, only blanks between them go.
 */
final class JsonBody {
    private static final JsonFactory JSON = new JsonFactory();

    private final char[] text;
    private final JsonParser parser;

    private JsonBody(char[] text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /**
     * What a body holds.
     *
     * @param body begins where its array begins
     * @param shape called once, the body's one value being before it
     * @throws Problem if it is no JSON, or goes on after its value
     */
    static <T> T read(CharBuffer body, Shape<T> shape) {
        // Its own array and no copy: a body is large, and many may be here at a time.
        try (JsonParser parser = JSON.createParser(body.array(), 0, body.limit())) {
            return read(body.array(), parser, shape);
        } catch (IOException e) {
            throw new UncheckedIOException("a parser of what is in memory does not fail", e);
        }
    }

    private static <T> T read(char[] text, JsonParser parser, Shape<T> shape) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw new Problem(ErrorCode.NOT_JSON, "The body is empty");
            }
            T read = shape.of(new JsonBody(text, parser));
            if (parser.nextToken() != null) {
                throw new Problem(ErrorCode.NOT_JSON, "Something stands after the body's JSON value");
            }
            return read;
        } catch (JsonProcessingException e) {
            JsonLocation place = parser.currentLocation();
            throw new Problem(
                    ErrorCode.NOT_JSON,
                    "The body is not JSON, or nested too deeply, at line %d column %d"
                            .formatted(place.getLineNr(), place.getColumnNr()));
        }
    }

    /** Goes through an object's fields; each must be consumed by the visitor, none may come twice. */
    void object(Fields visitor) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw invalid("must be an object");
        }
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!seen.add(name)) {
                throw invalid("stands there twice");
            }
            visitor.field(name);
        }
    }

    /** Goes through an array's elements; each must be consumed by the visitor. */
    void array(Elements visitor) throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw invalid("must be an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            visitor.element();
        }
    }

    /** Consumes a value of any kind, as UTF-8; null for JSON's null. */
    byte[] value() throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        int from = (int) parser.currentTokenLocation().getCharOffset();
        skip();
        int to = (int) parser.currentLocation().getCharOffset();
        return compact(from, to).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Consumes a number, a text, a truth or null, as {@link #value()} does. */
    byte[] scalar() throws IOException {
        if (parser.currentToken().isStructStart()) {
            throw invalid("must be a text, a number or null");
        }
        return value();
    }

    /** Consumes a text and gives what it says. */
    String string() throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw invalid("must be a text");
        }
        return parser.getText();
    }

    /** Consumes a whole number from 0 on, or null. */
    Integer natural() throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT) || !parser.getText().matches("\\d{1,9}")) {
            throw invalid("must be a whole number, 0 or more");
        }
        return parser.getIntValue();
    }

    /** Consumes a value that nobody asks for. */
    void skip() throws IOException {
        parser.skipChildren();
        parser.finishToken();
    }

    /** What is wrong with the value that the walk is at. */
    Problem invalid(String why) {
        String place = parser.getParsingContext().pathAsPointer().toString();
        return new Problem(ErrorCode.INVALID_BODY, (place.isEmpty() ? "The body" : place) + " " + why);
    }

    private CharBuffer compact(int from, int to) {
        CharBuffer compact = CharBuffer.allocate(to - from);
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (quoted && c == '\\') {
                compact.put(c);
                c = text[++i];
            } else if (c == '"') {
                quoted = !quoted;
            }
            if (quoted || c > ' ') {
                compact.put(c);
            }
        }
        return compact.flip();
    }

    /** What somebody makes of a body's value. */
    @FunctionalInterface
    interface Shape<T> {
        T of(JsonBody body) throws IOException;
    }

    /** Takes the value of a field. */
    @FunctionalInterface
    interface Fields {
        void field(String name) throws IOException;
    }

    /** Takes an element. */
    @FunctionalInterface
    interface Elements {
        void element() throws IOException;
    }
}
