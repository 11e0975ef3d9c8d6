package pinpipe.etl.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Hides what a rejected line says and leaves how it is built: field names and nesting stay, a text becomes its length and
 * any other value its type. What is no JSON, and what follows a whole JSON value, becomes its length.
 */
final class RawMask implements UDF1<String, String> {
    private static final long serialVersionUID = 1L;

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String call(String raw) {
        return raw == null ? null : masked(raw);
    }

    /** The line with its values hidden; a JSON string that holds an object or a list stays one, hidden inside. */
    static String masked(String raw) {
        StringWriter shown = new StringWriter();
        int end = 0;
        try (JsonParser parser = JSON.createParser(raw);
                JsonGenerator generator = JSON.createGenerator(shown)) {
            if (parser.nextToken() == null) {
                return length(raw);
            }
            copy(parser, generator);
            end = Math.toIntExact(parser.currentLocation().getCharOffset());
        } catch (IOException | RuntimeException notJson) {
            return length(raw);
        }
        String after = raw.substring(end);
        return after.isBlank() ? shown.toString() : shown + " " + length(after);
    }

    private static String length(String text) {
        return "<%,d characters>".formatted(text.codePointCount(0, text.length()));
    }

    /** Copies the value at which the parser stands, up to its end. */
    private static void copy(JsonParser parser, JsonGenerator generator) throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            if (token == null) {
                throw new IOException("it ends within a value");
            }
            one(token, parser, generator);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private static void one(JsonToken token, JsonParser parser, JsonGenerator generator) throws IOException {
        switch (token) {
            case START_OBJECT -> generator.writeStartObject();
            case END_OBJECT -> generator.writeEndObject();
            case START_ARRAY -> generator.writeStartArray();
            case END_ARRAY -> generator.writeEndArray();
            case FIELD_NAME -> generator.writeFieldName(parser.currentName());
            case VALUE_STRING -> generator.writeString(text(parser.getText()));
            case VALUE_NULL -> generator.writeNull();
            case VALUE_NUMBER_INT -> generator.writeString("<whole number>");
            case VALUE_NUMBER_FLOAT -> generator.writeString("<number>");
            default -> generator.writeString("<true or false>");
        }
    }

    private static String text(String value) {
        String inside = value.strip();
        boolean holdsJson = inside.startsWith("{") || inside.startsWith("[");
        String hidden = holdsJson ? masked(value) : length(value);
        return hidden.startsWith("<") ? "<text of %,d>".formatted(value.codePointCount(0, value.length())) : hidden;
    }
}
