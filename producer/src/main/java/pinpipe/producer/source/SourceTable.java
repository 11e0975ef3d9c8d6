package pinpipe.producer.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * A table that rows are read from.
 *
 * <p>{@link #each} reads through one cursor that streams {@code SELECT … ORDER BY key}, rather than page by page. The
 * tables met in use declare no key: without an index every page would sort the whole table again, and where key values
 * repeat, the rows that share a value with a page's last row would be lost, or sent twice. One statement sorts once at
 * most, cannot lose a row, and sees the table as it was at one moment; {@link Statements} says how its rows come.
 */
public final class SourceTable {
    private final PostTable table;
    private final Key key;
    private final List<Column> all;
    private final List<Column> columns;
    private final List<String> read;
    private final Clause condition;
    private final Statements statements;

    private SourceTable(PostTable table, Key key, List<Column> all, Selection selection, Statements statements) {
        this.table = table;
        this.key = key;
        this.all = all;
        this.columns = selection.columns(table, all);
        this.read = Stream.concat(columns.stream(), key.columns().stream())
                .map(Column::value)
                .distinct()
                .toList();
        this.condition = selection.condition(table, all);
        this.statements = statements;
    }

    /** Takes the rows of a table, with their places. */
    @FunctionalInterface
    public interface Receiver {
        void row(Row row, Place place);
    }

    /**
     * Looks a table up.
     *
     * @throws pinpipe.cli.Failure if it is missing, may not be read, or has nothing to order its rows by
     */
    static SourceTable of(PostTable table, Selection selection, Session session) {
        Statements statements = new Statements(table, session);
        String query = "SELECT * FROM %s LIMIT 0".formatted(Column.quoted(table.name()));
        return statements.ask(query, Clause.NONE, none -> {
            List<Column> all = Column.all(none.getMetaData());
            Key key = Key.of(table, all, session.connection());
            return new SourceTable(table, key, all, selection, statements);
        });
    }

    public PostTable table() {
        return table;
    }

    public String name() {
        return table.name();
    }

    /** True if no two rows share a place. */
    public boolean hasUniqueKey() {
        return key.isUnique();
    }

    /** What is read of it, and in which order: what was remembered of another reading does not fit. */
    public String selection() {
        return "%s of %s where %s %s"
                .formatted(
                        columns.stream().map(Column::name).collect(Collectors.joining(",")),
                        key.names(),
                        condition.sql(),
                        condition.values());
    }

    /** From now to {@link #release} the table stands still for this reader, where its storage engine can do that. */
    public void hold() {
        statements.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    /** Ends what {@link #hold} began. */
    public void release() {
        statements.execute("COMMIT");
    }

    /** How many of the wanted rows a range holds, and which. */
    public Summary summary(Range range) {
        Clause where = condition.and(key.within(range));
        return statements.ask(
                "SELECT COUNT(*), %s FROM %s%s".formatted(key.checksum(), from(), where.where()), where, rows -> {
                    rows.next();
                    return new Summary(rows.getLong(1), rows.getLong(2));
                });
    }

    /**
     * Hands on every wanted row of a range in key order, until there are no more or a stop is asked for.
     *
     * @param stopped true as soon as no more rows are wanted
     */
    public void each(Range range, BooleanSupplier stopped, Receiver receiver) {
        stream(key.within(range), key.order(), stopped, receiver);
    }

    /**
     * As {@link #each}, of the rows whose value in a column is not smaller than one, in the order of that column.
     *
     * @param value null for all rows
     */
    public void eachFrom(String column, String value, BooleanSupplier stopped, Receiver receiver) {
        String name = Column.quoted(column);
        Clause from = value == null ? Clause.NONE : new Clause(name + " >= ?", List.of(value));
        stream(from, name + ", " + key.order(), stopped, receiver);
    }

    /**
     * The largest value in a column of dates or times, or now if that is earlier, less so many seconds; null where
     * there is none.
     *
     * @throws pinpipe.cli.Failure asked wrongly if there is no such column of dates or times
     */
    public String latest(String column, long secondsBefore) {
        Column named = Selection.named(table, column, "--updated-at", all);
        named.requireTime(table);
        String query = "SELECT CAST(LEAST(MAX(%s), NOW(6)) - INTERVAL %d SECOND AS CHAR) FROM %s%s"
                .formatted(named.quoted(), secondsBefore, from(), condition.where());
        return statements.ask(query, condition, rows -> rows.next() ? rows.getString(1) : null);
    }

    /** Fails if new rows cannot be told by a key that grows. */
    public void requireGrowingKey() {
        key.requireWholeNumber("new rows are told by a key that grows", "Name a column of times with --updated-at");
    }

    /**
     * The numbers of its rows.
     *
     * @throws pinpipe.cli.Failure asked wrongly if its key is not a whole number or it has no rows
     */
    public Numbers numbers() {
        key.requireWholeNumber("emulation draws row numbers", "Use --mode snapshot");
        String query = "SELECT MIN(%1$s), MAX(%1$s) FROM %2$s%3$s".formatted(number(), from(), condition.where());
        return statements.ask(query, condition, rows -> {
            rows.next();
            Numbers numbers = new Numbers(rows.getLong(1), rows.getLong(2));
            if (rows.wasNull()) {
                throw key.noRows();
            }
            return numbers;
        });
    }

    /** The smallest row number that is this or larger; this, where there is none. */
    public long numberFrom(long number) {
        Clause where = condition.and(new Clause(number() + " >= ?", List.of(number)));
        return statements.ask("SELECT MIN(%s) FROM %s%s".formatted(number(), from(), where.where()), where, rows -> {
            rows.next();
            long found = rows.getLong(1);
            return rows.wasNull() ? number : found;
        });
    }

    /** The row of that number; one of them, where several share it. */
    public Optional<Row> row(long number) {
        Clause where = condition.and(new Clause(number() + " = ?", List.of(number)));
        return statements.ask(
                select() + where.where() + " LIMIT 1",
                where,
                rows -> rows.next() ? Optional.of(format(rows).row(rows)) : Optional.empty());
    }

    private void stream(Clause range, String order, BooleanSupplier stopped, Receiver receiver) {
        Clause where = condition.and(range);
        statements.stream(select() + where.where() + " ORDER BY " + order, where, rows -> {
            RowFormat format = format(rows);
            while (!stopped.getAsBoolean() && rows.next()) {
                List<String> place = format.key(rows);
                receiver.row(format.row(rows, place), format.place(place));
            }
            return !stopped.getAsBoolean();
        });
    }

    /** The wanted columns, and after them those of the key that are not wanted. */
    private String select() {
        return "SELECT %s FROM %s".formatted(String.join(", ", read), from());
    }

    private RowFormat format(ResultSet rows) throws SQLException {
        int[] keyColumns = key.columns().stream()
                .mapToInt(column -> read.indexOf(column.value()) + 1)
                .toArray();
        return new RowFormat(table, columns, keyColumns, key.canBeTakenUp(), rows.getMetaData());
    }

    private String number() {
        return key.number().quoted();
    }

    private String from() {
        return Column.quoted(table.name());
    }
}
