package pinpipe.cleaning.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pinpipe.cleaning.json.NoJsonException.Kind;

/**
 * JSON as it was written, for lines that are no bare object: a value is a {@link JsonObject}, a {@code List}, a
 * {@code String}, a {@link Literal} or null.
 */
public final class JsonTree {
    private JsonTree() {}

    /** A number, {@code true}, {@code false} or {@code NaN} with the very characters that stood there. */
    public record Literal(String text) {}

    /** The fields of an object in their order; one that comes twice is there twice. */
    public static final class JsonObject {
        private final List<String> names = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        public JsonObject with(String name, Object value) {
            names.add(name);
            values.add(value);
            return this;
        }

        public int size() {
            return names.size();
        }

        public String name(int field) {
            return names.get(field);
        }

        public Object value(int field) {
            return values.get(field);
        }

        public boolean has(String name) {
            return names.contains(name);
        }

        /** The value of the last field of that name; null where there is none. */
        public Object get(String name) {
            int field = names.lastIndexOf(name);
            return field < 0 ? null : values.get(field);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof JsonObject object && names.equals(object.names) && values.equals(object.values);
        }

        @Override
        public int hashCode() {
            return names.hashCode();
        }
    }

    /** The text of a literal or a string; null for anything else. */
    public static String text(Object value) {
        if (value instanceof Literal literal) {
            return literal.text();
        }
        return value instanceof String text ? text : null;
    }

    /** The value that the bytes hold, which must be one and nothing else but blanks around it. */
    public static Object read(byte[] utf8, int from, int length) throws NoJsonException {
        return only(() -> JsonText.parser(utf8, from, length));
    }

    /** As {@link #read(byte[], int, int)}, for a text that stood inside JSON. */
    public static Object read(String text) throws NoJsonException {
        if (!mayBegin(text)) {
            throw new NoJsonException(
                    Kind.NOT_JSON); // most texts are words, and to parse one costs as much as to read a line
        }
        return only(() -> JsonText.parser(text));
    }

    private static boolean mayBegin(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                return "{[\"-+0123456789tfnNI".indexOf(c) >= 0;
            }
        }
        return false;
    }

    /** Opens a parser. */
    private interface Opening {
        JsonParser open() throws IOException;
    }

    private static Object only(Opening opening) throws NoJsonException {
        try (JsonParser parser = opening.open()) {
            if (parser.nextToken() == null) {
                throw new NoJsonException(Kind.NOT_JSON);
            }
            Object value = value(parser, 0);
            if (somethingFollows(parser)) {
                throw new NoJsonException(Kind.TEXT_AFTER_JSON);
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new NoJsonException(Kind.TOO_LARGE);
        } catch (IOException | RuntimeException e) {
            throw new NoJsonException(Kind.NOT_JSON);
        }
    }

    private static boolean somethingFollows(JsonParser parser) {
        try {
            return parser.nextToken() != null;
        } catch (IOException notEvenJson) {
            return true;
        }
    }

    private static Object value(JsonParser parser, int depth) throws IOException, NoJsonException {
        if (depth >= JsonText.DEEPEST && parser.currentToken().isStructStart()) {
            throw new NoJsonException(Kind.TOO_DEEP);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> new Literal(parser.getText());
        };
    }

    private static JsonObject object(JsonParser parser, int depth) throws IOException, NoJsonException {
        JsonObject fields = new JsonObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (name.length() > JsonText.LONGEST_NAME) {
                throw new NoJsonException(Kind.TOO_LARGE);
            }
            parser.nextToken();
            fields.with(name, value(parser, depth + 1));
        }
        return fields;
    }

    private static List<Object> array(JsonParser parser, int depth) throws IOException, NoJsonException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, depth + 1));
        }
        return items;
    }

    /** The value as compact JSON, numbers as they were written, {@code NaN} and its kind as texts. */
    public static String write(Object value) {
        return write(value, false);
    }

    private static String write(Object value, boolean asItCame) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JsonText.generator(text)) {
            write(value, asItCame, generator);
        } catch (IOException neverInMemory) {
            throw new IllegalStateException(neverInMemory);
        }
        return text.toString();
    }

    /** The value in UTF-8 so that it is read again as it came: {@code NaN} stays, and halves of surrogate pairs are escaped. */
    public static byte[] utf8(Object value) {
        String json = write(value, true);
        if (json.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder escaped = new StringBuilder(json.length());
        for (int at = 0; at < json.length(); at += Character.charCount(json.codePointAt(at))) {
            int c = json.codePointAt(at);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append("\\u").append(Integer.toHexString(c));
            } else {
                escaped.appendCodePoint(c);
            }
        }
        return escaped.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Object value, boolean asItCame, JsonGenerator generator) throws IOException {
        if (value instanceof JsonObject object) {
            generator.writeStartObject();
            for (int i = 0; i < object.size(); i++) {
                generator.writeFieldName(object.name(i));
                write(object.value(i), asItCame, generator);
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> items) {
            generator.writeStartArray();
            for (Object item : items) {
                write(item, asItCame, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Literal literal && (asItCame || JsonText.isJson(literal))) {
            generator.writeRawValue(literal.text());
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value instanceof Literal literal ? literal.text() : value.toString());
        }
    }
}
