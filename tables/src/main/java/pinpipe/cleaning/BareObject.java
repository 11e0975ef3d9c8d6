package pinpipe.cleaning;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import pinpipe.cleaning.json.Base64Json;
import pinpipe.cleaning.json.JsonText;
import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.values.Blanks;

/**
 * Reads the common line, a bare object of scalar values, straight into a record: nothing is made of it but the texts of its
 * fields. Any other line is left to {@link EnvelopeUnwrapper}.
 */
final class BareObject {
    private final Table table;

    BareObject(Table table) {
        this.table = table;
    }

    /** False if the line is something else, or broken; the record is of no use then. */
    boolean read(byte[] line, int from, int length, CleanedRecord record) {
        try (JsonParser parser = JsonText.parser(line, from, length)) {
            return parser.nextToken() == JsonToken.START_OBJECT && fields(parser, record) && parser.nextToken() == null;
        } catch (IOException | RuntimeException brokenOrNot) {
            return false; // Jackson throws runtime exceptions, too, on bytes that are no UTF-8
        }
    }

    private boolean fields(JsonParser parser, CleanedRecord record) throws IOException {
        int known = 0;
        boolean mayWrap = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            Table.FieldName field = table.field(name);
            if (token.isStructStart() || Deletion.isMark(name) || name.length() > JsonText.LONGEST_NAME) {
                return false;
            }
            if (field == null) {
                mayWrap |= rescue(name, token, parser, record);
            } else if (!take(field, token, parser, record)) {
                return false;
            } else {
                mayWrap |= field.field().isKey() && token == JsonToken.VALUE_STRING && mayHoldRow(parser.getText());
                known++;
            }
        }
        return known == table.fields().size() || (known > 0 && !mayWrap);
    }

    /** False if the field has come before, under this name or another one. */
    private static boolean take(Table.FieldName name, JsonToken token, JsonParser parser, CleanedRecord record)
            throws IOException {
        FieldValue value = record.value(name.field());
        if (value.came()) {
            return false;
        }
        if (token == JsonToken.VALUE_NULL) {
            value.takeNull(name.rank());
        } else {
            value.take(name.rank(), parser.getText(), token != JsonToken.VALUE_STRING);
        }
        return true;
    }

    /** Keeps an unknown field aside; true if its text may itself hold a row. */
    private static boolean rescue(String name, JsonToken token, JsonParser parser, CleanedRecord record)
            throws IOException {
        String text = parser.getText();
        if (token == JsonToken.VALUE_STRING) {
            record.rescuedFields().add(name, text);
            return mayHoldRow(text);
        }
        record.rescuedFields().add(name, token == JsonToken.VALUE_NULL ? null : new JsonTree.Literal(text));
        return false;
    }

    private static boolean mayHoldRow(String text) {
        String stripped = Blanks.strip(text);
        if (stripped.isEmpty()) {
            return false;
        }
        char first = stripped.charAt(0);
        byte[] utf8 = stripped.getBytes(StandardCharsets.UTF_8);
        return first == '{' || first == '[' || first == '"' || Base64Json.mayBe(utf8, 0, utf8.length);
    }
}
