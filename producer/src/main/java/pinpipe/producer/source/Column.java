package pinpipe.producer.source;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;

/**
 * A column of a table.
 *
 * @param type one of {@link Types}
 * @param typeName the type as the database calls it
 */
record Column(String name, int type, String typeName) {
    private static final Set<Integer> WHOLE_NUMBERS =
            Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);
    private static final Set<Integer> WITHOUT_ORDER =
            Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.BIT);
    private static final Set<Integer> TIMES = Set.of(Types.DATE, Types.TIME, Types.TIMESTAMP);
    static final Set<Integer> TEXTS = Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR);
    /** They come in the order of their declaration and compare in that of their text. */
    private static final Set<String> LISTS = Set.of("ENUM", "SET");

    static List<Column> all(ResultSetMetaData columns) throws SQLException {
        List<Column> all = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            all.add(new Column(columns.getColumnName(i), columns.getColumnType(i), columns.getColumnTypeName(i)));
        }
        return all;
    }

    static Optional<Column> named(String name, List<Column> columns) {
        return columns.stream()
                .filter(column -> column.name.equalsIgnoreCase(name))
                .findFirst();
    }

    /** A name as SQL takes it, reserved word or not. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    String quoted() {
        return quoted(name);
    }

    boolean isWholeNumber() {
        return WHOLE_NUMBERS.contains(type);
    }

    boolean isNumber() {
        return isWholeNumber() || type == Types.DECIMAL || type == Types.REAL || type == Types.DOUBLE;
    }

    boolean isFloat() {
        return type == Types.REAL;
    }

    /**
     * What SQL selects for its value. The text of a FLOAT has six digits, which is less than the value; as a DOUBLE it has
     * all of them. If the column is no FLOAT any more when it is read, IF leaves a text as it is.
     */
    String value() {
        return isFloat() ? "IF(TRUE, %s, 0e0)".formatted(quoted()) : quoted();
    }

    boolean isText() {
        return TEXTS.contains(type);
    }

    /** Fails if it tells no time of a change. */
    void requireTime(PostTable table) {
        if (type != Types.TIMESTAMP && type != Types.DATE) {
            throw Failure.askedWrongly(
                    "Cannot produce %s: --updated-at needs a column of times, and %s is %s. Name another, or leave it out to follow the key."
                            .formatted(table.name(), name, typeName));
        }
    }

    boolean isTime() {
        return TIMES.contains(type);
    }

    boolean hasOrder() {
        return !WITHOUT_ORDER.contains(type);
    }

    /** True if a value's text finds its place again; that of a FLOAT is not its value. */
    boolean canBeTakenUp() {
        return isWholeNumber() || type == Types.DECIMAL || isTime() || (isText() && !LISTS.contains(typeName));
    }

    /** A value as it is compared with this column. */
    Object bound(String value) {
        return isNumber() ? new BigDecimal(value) : value;
    }

    /** What SQL orders by where values repeat: letters that its collation holds for equal must not be. */
    String bytes() {
        return isText() ? "CAST(CONVERT(%s USING utf8mb4) AS BINARY)".formatted(quoted()) : quoted();
    }

    /** A value as {@link #bytes()} compares with it. */
    Object boundBytes(String value) {
        return isText() ? value.getBytes(StandardCharsets.UTF_8) : bound(value);
    }
}
