package pinpipe.producer.source;

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
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * Writes rows of a result as JSON.
 *
 * <p>Numbers, dates and times are taken from the text that the server sends: so a FLOAT has the digits that it shows
 * (17.5632, not the nearest binary fraction's 17.563199996), and no zone can move a DATETIME. A floating column's values
 * look so even when they are whole (90.0), as Kafka Connect writes them too.
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
            case Types.REAL, Types.DOUBLE -> json.writeNumber(Double.parseDouble(ascii(sent)));
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

    private static String ascii(byte[] sent) {
        return new String(sent, StandardCharsets.US_ASCII);
    }
}
