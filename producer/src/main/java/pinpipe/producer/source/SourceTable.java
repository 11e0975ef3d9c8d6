package pinpipe.producer.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * A table that rows are read from.
 *
 * <p>{@link #each} reads through one cursor that streams {@code SELECT * … ORDER BY key}, rather than page by page. The
 * tables met in use declare no key: without an index every page would sort the whole table again, and where key values
 * repeat, the rows that share a value with a page's last row would be lost, or sent twice. One statement sorts once at
 * most, cannot lose a row, and sees the table as it was at one moment. The driver hands rows on as they come off the
 * wire (fetch size {@link Integer#MIN_VALUE}) instead of through a server-side cursor ({@code useCursorFetch}), which
 * would first write the whole result into a temporary table. Memory here is one row, whatever the table's size; the
 * server waits ten minutes for a reader that is held up (the driver's {@code netTimeoutForStreamingResults}).
 */
public final class SourceTable {
    private final PostTable table;
    private final Key key;
    private final Connection connection;
    private final SqlFailures failures;

    private SourceTable(PostTable table, Key key, Connection connection, SqlFailures failures) {
        this.table = table;
        this.key = key;
        this.connection = connection;
        this.failures = failures;
    }

    /**
     * Looks a table up.
     *
     * @throws pinpipe.cli.Failure if it is missing, may not be read, or has nothing to order its rows by
     */
    static SourceTable of(PostTable table, Connection connection, SqlFailures failures) {
        try {
            return new SourceTable(table, Key.of(table, connection), connection, failures);
        } catch (SQLException e) {
            throw failures.reading(table, e);
        }
    }

    public String name() {
        return table.name();
    }

    /** How many rows it holds now. */
    public long count() {
        return asked("SELECT COUNT(*) FROM " + from(), rows -> rows.next() ? rows.getLong(1) : 0);
    }

    /**
     * Hands on every row in key order, until there are no more or a stop is asked for.
     *
     * @param stopped true as soon as no more rows are wanted
     */
    public void each(BooleanSupplier stopped, Consumer<Row> receiver) {
        String query = "SELECT * FROM %s ORDER BY %s".formatted(from(), key.quoted());
        try {
            // Not in try-with-resources: closing it after a failure would first read the rest of the table.
            Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setFetchSize(Integer.MIN_VALUE);
            ResultSet rows = statement.executeQuery(query);
            RowFormat format = new RowFormat(table, key, rows.getMetaData());
            while (!stopped.getAsBoolean() && rows.next()) {
                receiver.accept(format.row(rows));
            }
            if (!stopped.getAsBoolean()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw failures.reading(table, e);
        }
    }

    /**
     * The numbers of its rows.
     *
     * @throws pinpipe.cli.Failure asked wrongly if its key is not a whole number or it has no rows
     */
    public Numbers numbers() {
        key.requireWholeNumber();
        String query = "SELECT MIN(%1$s), MAX(%1$s) FROM %2$s".formatted(key.quoted(), from());
        return asked(query, rows -> {
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
        String query = "SELECT MIN(%1$s) FROM %2$s WHERE %1$s >= ?".formatted(key.quoted(), from());
        return asked(
                query,
                rows -> {
                    rows.next();
                    long found = rows.getLong(1);
                    return rows.wasNull() ? number : found;
                },
                number);
    }

    /** The row of that number; one of them, where several share it. */
    public Optional<Row> row(long number) {
        String query = "SELECT * FROM %s WHERE %s = ? LIMIT 1".formatted(from(), key.quoted());
        return asked(
                query,
                rows -> rows.next()
                        ? Optional.of(new RowFormat(table, key, rows.getMetaData()).row(rows))
                        : Optional.empty(),
                number);
    }

    private <T> T asked(String query, Answer<T> answer, long... values) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return answer.from(rows);
            }
        } catch (SQLException e) {
            throw failures.reading(table, e);
        }
    }

    private String from() {
        return Key.quoted(table.name());
    }

    private interface Answer<T> {
        T from(ResultSet rows) throws SQLException;
    }
}
