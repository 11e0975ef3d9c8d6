package pinpipe.producer.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;

/**
 * The column that orders a table's rows and keys its records: the primary key, or else the first column.
 *
 * @param position its place in {@code SELECT *}, from 1
 * @param type one of {@link Types}
 */
record Key(PostTable table, String column, int position, int type) {
    private static final Set<Integer> WHOLE_NUMBERS =
            Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);
    private static final Set<Integer> WITHOUT_ORDER =
            Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.BIT);

    /**
     * Finds a table's key.
     *
     * @throws Failure asked wrongly if the primary key has several columns, or there is none and the first column gives
     *     no order
     */
    static Key of(PostTable table, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM %s LIMIT 0".formatted(quoted(table.name())))) {
            ResultSetMetaData columns = none.getMetaData();
            List<String> declared = declared(table, connection);
            if (declared.size() > 1) {
                throw Failure.askedWrongly(
                        "Cannot produce %s: its primary key has several columns (%s), and a record has one key. Offer a view of it whose first column is unique."
                                .formatted(table.name(), String.join(", ", declared)));
            }
            int position = declared.isEmpty() ? 1 : position(declared.get(0), columns);
            Key key = new Key(table, columns.getColumnName(position), position, columns.getColumnType(position));
            if (WITHOUT_ORDER.contains(key.type)) {
                throw Failure.askedWrongly(
                        "Cannot produce %s: it needs a column to order its rows by, and %s (%s) gives no order. Declare a primary key of a number or text."
                                .formatted(table.name(), key.column, columns.getColumnTypeName(position)));
            }
            return key;
        }
    }

    /** The column as SQL names it. */
    String quoted() {
        return quoted(column);
    }

    /** A name as SQL takes it, reserved word or not. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Fails if the key cannot be drawn by lot. */
    void requireWholeNumber() {
        if (!WHOLE_NUMBERS.contains(type)) {
            throw Failure.askedWrongly(
                    "Cannot produce %s: emulation draws row numbers, and its key %s is not a whole number. Use --mode snapshot."
                            .formatted(table.name(), column));
        }
    }

    /** What to say when there is nothing to draw from. */
    Failure noRows() {
        return Failure.askedWrongly(
                "Cannot produce %s: it has no rows to draw from. Load the table first.".formatted(table.name()));
    }

    private static List<String> declared(PostTable table, Connection connection) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet keys = connection.getMetaData().getPrimaryKeys(connection.getCatalog(), null, table.name())) {
            while (keys.next()) {
                columns.add(keys.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    private static int position(String column, ResultSetMetaData columns) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnName(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        throw new SQLException("the primary key's column " + column + " is not among the table's columns");
    }
}
