package pinpipe.producer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Base64;

/**
 * Writes rows of a result as JSON.
 *
 * <p>Numbers, dates and times are taken as the text that the server sends, not through Java's types: so a FLOAT keeps the
 * digits that it shows (17.5632), and no zone can move a DATETIME.
 */
final class RowFormat {
    private static final JsonFactory JSON = new JsonFactory();

    private final PostTable table;
    private final int keyPosition;
    private final String[] names;
    private final int[] types;

    RowFormat(PostTable table, Key key, ResultSetMetaData columns) throws SQLException {
        this.table = table;
        this.keyPosition = key.position();
        this.names = new String[columns.getColumnCount()];
        this.types = new int[columns.getColumnCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = columns.getColumnLabel(i + 1);
            types[i] = columns.getColumnType(i + 1);
        }
    }

    /** The row that the cursor is on. */
    Row row(ResultSet rows) throws SQLException {
        StringWriter text = new StringWriter();
        // Through a writer: the generator for bytes would write what lies beyond the BMP as escapes.
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                json.writeFieldName(names[i]);
                write(json, rows, i + 1, types[i]);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a writer into memory does not fail", e);
        }
        return new Row(table, rows.getString(keyPosition), text.toString());
    }

    private static void write(JsonGenerator json, ResultSet rows, int column, int type)
            throws SQLException, IOException {
        byte[] sent = rows.getBytes(column);
        if (sent == null) {
            json.writeNull();
            return;
        }
        switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL ->
                json.writeNumber(withoutZeroFill(ascii(sent)));
            case Types.REAL, Types.DOUBLE -> json.writeNumber(floating(withoutZeroFill(ascii(sent))));
            case Types.TIMESTAMP -> json.writeString(ascii(sent).replace(' ', 'T'));
            case Types.DATE, Types.TIME -> json.writeString(ascii(sent));
            case Types.BIT -> json.writeNumber(new BigInteger(1, sent));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                json.writeString(Base64.getEncoder().encodeToString(sent));
            default -> json.writeString(rows.getString(column));
        }
    }

    /** JSON has no 007, which a ZEROFILL column sends. */
    private static String withoutZeroFill(String number) {
        return number.startsWith("0") ? number.replaceFirst("^0+(?=\\d)", "") : number;
    }

    /** A whole value of a floating column is 122.0, so that a reader who guesses types sees no whole numbers there. */
    private static String floating(String number) {
        return number.matches("-?\\d+") ? number + ".0" : number;
    }

    private static String ascii(byte[] sent) {
        return new String(sent, StandardCharsets.US_ASCII);
    }
}
