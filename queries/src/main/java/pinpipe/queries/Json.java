package pinpipe.queries;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An answer as one JSON array with an object a line; every object has every column, null written as {@code null}. */
final class Json {
    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    static String of(Answer answer) {
        return IntStream.range(0, answer.rows().size())
                .mapToObj(row -> "\n" + object(answer, row))
                .collect(Collectors.joining(",", "[", "\n]\n"));
    }

    private static String object(Answer answer, int row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (int column = 0; column < answer.columns().size(); column++) {
                json.writeFieldName(answer.columns().get(column));
                write(json, answer.text(row, column), answer.isNumber(column));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new AssertionError("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String value, boolean number) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (number) {
            json.writeNumber(value);
        } else {
            json.writeString(value);
        }
    }
}
