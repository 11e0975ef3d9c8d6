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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
    private final int written;
    private final boolean canBeTakenUp;
    private final String[] names;
    private final int[] types;

    /**
     * For a result.
     *
     * @param written how many of its columns, from the first, are wanted; the rest is the key
     * @param canBeTakenUp whether the key's values are a place to read on from
     */
    RowFormat(PostTable table, int written, boolean canBeTakenUp, ResultSetMetaData columns) throws SQLException {
        this.table = table;
        this.written = written;
        this.canBeTakenUp = canBeTakenUp;
        this.names = new String[columns.getColumnCount()];
        this.types = new int[columns.getColumnCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = columns.getColumnLabel(i + 1);
            types[i] = columns.getColumnType(i + 1);
        }
    }

    /** The row that the cursor is on. */
    Row row(ResultSet rows) throws SQLException {
        return row(rows, key(rows));
    }

    /** As {@link #row(ResultSet)}, its key having been read. */
    Row row(ResultSet rows, List<String> key) throws SQLException {
        StringWriter text = new StringWriter();
        // Through a writer: the generator for bytes would write what lies beyond the BMP as escapes.
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < written; i++) {
                json.writeFieldName(names[i]);
                write(json, rows, i + 1, types[i]);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a writer into memory does not fail", e);
        }
        return new Row(table, key.size() == 1 ? key.get(0) : array(key), text.toString());
    }

    /** Where a row of that key stands. */
    Place place(List<String> key) {
        long checksum = key.contains(null) ? 0 : Place.checksum(String.join(Place.SEPARATOR, key));
        return new Place(canBeTakenUp ? key : List.of(), checksum);
    }

    /** The key's values in the row that the cursor is on. */
    List<String> key(ResultSet rows) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = written; i < names.length; i++) {
            byte[] sent = rows.getBytes(i + 1);
            boolean isText = Column.TEXTS.contains(types[i]);
            key.add(sent == null ? null : isText ? rows.getString(i + 1) : ascii(sent));
        }
        return key;
    }

    /** A key of several columns, as a JSON array of texts. */
    private static String array(List<String> key) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeArray(key.toArray(String[]::new), 0, key.size());
        } catch (IOException e) {
            throw new UncheckedIOException("a writer into memory does not fail", e);
        }
        return text.toString();
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
