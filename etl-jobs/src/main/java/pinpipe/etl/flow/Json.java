package pinpipe.etl.flow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as it was written. A value is a {@code Map} in the order of its fields, a {@code List}, a {@code String}, a
 * {@link Literal} or null. Spark's own {@code from_json} does not serve here: it takes text after an object for nothing
 * and turns broken text into nulls.
 */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** A number, {@code true} or {@code false} with the very characters that stood there: {@code 1.0E-5} stays so. */
    record Literal(String text) {}

    /** The text is no JSON at all. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A whole JSON value stands there, and then something more. */
    static final class TextAfterJson extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private Json() {}

    /** The value that the bytes hold, which must be one and nothing else but blanks around it. */
    static Object read(byte[] utf8) throws NotJson, TextAfterJson {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            return only(parser);
        } catch (IOException | RuntimeException e) {
            throw new NotJson();
        }
    }

    /** As {@link #read(byte[])}, for text that stood inside JSON. */
    static Object read(String text) throws NotJson, TextAfterJson {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return only(parser);
        } catch (IOException | RuntimeException e) {
            throw new NotJson();
        }
    }

    private static Object only(JsonParser parser) throws IOException, NotJson, TextAfterJson {
        if (parser.nextToken() == null) {
            throw new NotJson();
        }
        Object value = value(parser);
        if (somethingFollows(parser)) {
            throw new TextAfterJson();
        }
        return value;
    }

    private static boolean somethingFollows(JsonParser parser) {
        try {
            return parser.nextToken() != null;
        } catch (IOException notEvenJson) {
            return true;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> new Literal(parser.getText());
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    /** The value as compact JSON, numbers as they were written. */
    static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(value, generator);
        } catch (IOException neverInMemory) {
            throw new IllegalStateException(neverInMemory);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator generator) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                generator.writeFieldName(field.getKey().toString());
                write(field.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> items) {
            generator.writeStartArray();
            for (Object item : items) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Literal literal) {
            generator.writeRawValue(literal.text());
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }
}
