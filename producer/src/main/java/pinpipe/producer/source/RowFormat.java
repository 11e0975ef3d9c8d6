package pinpipe.producer.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
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
 * look so even when they are whole (90.0), as Kafka Connect writes them too. Texts come from the server in UTF-8, whatever
 * the column's own character set, and are handed on byte for byte: most of a row is text, and never becomes a String.
 */
final class RowFormat {
    private static final JsonFactory JSON = new JsonFactory();

    private final PostTable table;
    private final int[] keyColumns;
    private final boolean canBeTakenUp;
    private final SerializedString[] names;
    private final int[] types;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final JsonGenerator json;

    /**
     * For a result.
     *
     * @param width how many of its columns, from the first, are wanted; what follows is there for the key alone
     * @param keyColumns where the key's columns are, counted from 1
     * @param canBeTakenUp whether the key's values are a place to read on from
     */
    RowFormat(PostTable table, int width, int[] keyColumns, boolean canBeTakenUp, ResultSetMetaData columns)
            throws SQLException {
        this.table = table;
        this.keyColumns = keyColumns;
        this.canBeTakenUp = canBeTakenUp;
        this.names = new SerializedString[width];
        this.types = new int[width];
        for (int i = 0; i < width; i++) {
            names[i] = new SerializedString(columns.getColumnLabel(i + 1));
            types[i] = columns.getColumnType(i + 1);
        }
        try {
            json = JSON.createGenerator(written).setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException("a writer into memory does not fail", e);
        }
    }

    /** The row that the cursor is on. */
    Row row(ResultSet rows) throws SQLException {
        return row(rows, key(rows));
    }

    /** As {@link #row(ResultSet)}, its key having been read. */
    Row row(ResultSet rows, List<String> key) throws SQLException {
        written.reset();
        try {
            json.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                json.writeFieldName(names[i]);
                write(rows.getBytes(i + 1), types[i]);
            }
            json.writeEndObject();
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a writer into memory does not fail", e);
        }
        return new Row(table, key.size() == 1 ? key.get(0) : array(key), Surrogates.escaped(written.toByteArray()));
    }

    /** Where a row of that key stands. */
    Place place(List<String> key) {
        long checksum = key.contains(null) ? 0 : Place.checksum(String.join(Place.SEPARATOR, key));
        return new Place(canBeTakenUp ? key : List.of(), checksum);
    }

    /** The key's values in the row that the cursor is on. */
    List<String> key(ResultSet rows) throws SQLException {
        List<String> key = new ArrayList<>(keyColumns.length);
        for (int column : keyColumns) {
            byte[] sent = rows.getBytes(column);
            key.add(sent == null ? null : new String(sent, StandardCharsets.UTF_8));
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

    private void write(byte[] sent, int type) throws IOException {
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
            default -> json.writeUTF8String(sent, 0, sent.length);
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
