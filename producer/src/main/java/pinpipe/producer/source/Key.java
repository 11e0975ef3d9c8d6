package pinpipe.producer.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;

/**
 * The columns that order a table's rows and key its records: the primary key, or else the first column.
 *
 * @param isUnique true for a primary key; else several rows may share a place
 */
record Key(PostTable table, List<Column> columns, boolean isUnique) {
    /**
     * Finds a table's key.
     *
     * @param all the table's columns
     * @throws Failure asked wrongly if one of the key's columns gives no order
     */
    static Key of(PostTable table, List<Column> all, Connection connection) throws SQLException {
        List<Column> declared = declared(table, all, connection);
        Key key = new Key(table, declared.isEmpty() ? all.subList(0, 1) : declared, !declared.isEmpty());
        for (Column column : key.columns) {
            if (!column.hasOrder()) {
                throw Failure.askedWrongly(
                        "Cannot produce %s: it needs a column to order its rows by, and %s (%s) gives no order. Declare a primary key of a number or text."
                                .formatted(table.name(), column.name(), column.typeName()));
            }
        }
        return key;
    }

    /** The one column that numbers the rows. */
    Column number() {
        return columns.get(0);
    }

    /** Fails if the key cannot be drawn by lot, or be counted on from where it is. */
    void requireWholeNumber(String because, String remedy) {
        if (columns.size() > 1 || !number().isWholeNumber()) {
            throw Failure.askedWrongly("Cannot produce %s: %s, and its key %s is not a whole number. %s."
                    .formatted(table.name(), because, names(), remedy));
        }
    }

    /** What to say when there is nothing to draw from. */
    Failure noRows() {
        return Failure.askedWrongly(
                "Cannot produce %s: it has no rows to draw from. Load the table first.".formatted(table.name()));
    }

    String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    String order() {
        return columns.stream().map(this::compared).collect(Collectors.joining(", "));
    }

    /** True if reading can begin in the middle of the table. */
    boolean canBeTakenUp() {
        return columns.stream().allMatch(Column::canBeTakenUp);
    }

    /** The condition for the rows of a range. */
    Clause within(Range range) {
        Clause after = range.after() == null ? Clause.NONE : beyond(range.after(), ">");
        if (range.upTo() == null) {
            return after;
        }
        Clause upTo = beyond(range.upTo(), "<");
        List<Object> values = new ArrayList<>(upTo.values());
        List<String> same = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            same.add(compared(columns.get(i)) + " = ?");
            values.add(bound(columns.get(i), range.upTo().values().get(i)));
        }
        String sql = "(%s) OR (%s)".formatted(upTo.sql(), String.join(" AND ", same));
        // NULL, which is before all else, is not smaller than anything.
        boolean nullToo = range.after() == null && !isUnique;
        return after.and(new Clause(nullToo ? sql + " OR " + number().quoted() + " IS NULL" : sql, values));
    }

    /** The sum of the keys' CRC-32, as {@link Place#checksum(String)} computes each. */
    String checksum() {
        String text = columns.stream()
                .map(column -> "CONVERT(%s USING utf8mb4)".formatted(column.value()))
                .collect(Collectors.joining(", CHAR(%d USING utf8mb4), ".formatted((int) Place.SEPARATOR.charAt(0))));
        return "COALESCE(SUM(CRC32(CONCAT(%s))), 0)".formatted(text);
    }

    /** The first column's condition stands alone before the rest, so that an index serves it. */
    private Clause beyond(Place place, String sign) {
        List<String> either = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int last = 0; last < columns.size(); last++) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i <= last; i++) {
                all.add(compared(columns.get(i)) + (i == last ? " " + sign + " ?" : " = ?"));
                values.add(bound(columns.get(i), place.values().get(i)));
            }
            either.add("(" + String.join(" AND ", all) + ")");
        }
        Clause alternatives = new Clause(String.join(" OR ", either), values);
        if (columns.size() == 1) {
            return alternatives;
        }
        Column first = columns.get(0);
        Object value = bound(first, place.values().get(0));
        return new Clause(compared(first) + " " + sign + "= ?", List.of(value)).and(alternatives);
    }

    private String compared(Column column) {
        return isUnique ? column.quoted() : column.bytes();
    }

    private Object bound(Column column, String value) {
        return isUnique ? column.bound(value) : column.boundBytes(value);
    }

    private static List<Column> declared(PostTable table, List<Column> all, Connection connection) throws SQLException {
        // The driver gives them in the order of their names.
        SortedMap<Integer, Column> columns = new TreeMap<>();
        try (ResultSet keys = connection.getMetaData().getPrimaryKeys(connection.getCatalog(), null, table.name())) {
            while (keys.next()) {
                String name = keys.getString("COLUMN_NAME");
                Column column = Column.named(name, all)
                        .orElseThrow(() -> new SQLException("the key's column " + name + " is not in the table"));
                columns.put(keys.getInt("KEY_SEQ"), column);
            }
        }
        return List.copyOf(columns.values());
    }
}
