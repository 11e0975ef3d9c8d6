package pinpipe.producer.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * Writes rows of a result as JSON.
 *
 * <p>{@link ValueFormat} says how each type is written. Texts come from the server in UTF-8, whatever the column's own
 * character set, and are handed on byte for byte: most of a row is text, and never becomes a String.
 */
final class RowFormat {
    private static final JsonFactory JSON = new JsonFactory();

    private final PostTable table;
    private final int[] keyColumns;
    private final boolean canBeTakenUp;
    private final SerializedString[] names;
    private final ValueFormat[] formats;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final JsonGenerator json;

    /**
     * For a result.
     *
     * @param columns its first columns, which are wanted; what follows is there for the key alone
     * @param keyColumns where the key's columns are, counted from 1
     * @param canBeTakenUp whether the key's values are a place to read on from
     * @param result what it is now: the table may have been altered since its columns were looked up
     */
    RowFormat(PostTable table, List<Column> columns, int[] keyColumns, boolean canBeTakenUp, ResultSetMetaData result)
            throws SQLException {
        this.table = table;
        this.keyColumns = keyColumns;
        this.canBeTakenUp = canBeTakenUp;
        this.names = columns.stream()
                .map(column -> new SerializedString(column.name()))
                .toArray(SerializedString[]::new);
        this.formats = new ValueFormat[names.length];
        for (int i = 0; i < names.length; i++) {
            formats[i] = ValueFormat.of(result.getColumnType(i + 1), columns.get(i));
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
                byte[] sent = rows.getBytes(i + 1);
                if (sent == null) {
                    json.writeNull();
                } else {
                    formats[i].write(sent, json);
                }
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
}
