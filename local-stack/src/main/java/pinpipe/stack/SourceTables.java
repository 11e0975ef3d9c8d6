package pinpipe.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.testdata.SourceRows;
import pinpipe.testdata.SourceTable;
import pinpipe.testdata.SourceTable.Column;

/** The three source tables in a database, as they stand in the wild: without primary keys, texts in utf8mb4. */
public final class SourceTables {
    private static final int ROWS_PER_BATCH = 1_000;
    private static final String DATA_EXCEPTION = "22"; // the class of SQL states for values that a column cannot hold

    private SourceTables() {}

    /**
     * Makes the three tables in a database that has none of them, and fills them.
     *
     * @return how many rows each table has
     * @throws Failure if the database does not take a row
     * @throws InterruptedException if this thread is interrupted meanwhile; some of the rows are in the tables then
     */
    public static Map<SourceTable, Long> fill(Database database, SourceRows rows) throws InterruptedException {
        Map<SourceTable, Long> filled = new EnumMap<>(SourceTable.class);
        for (SourceTable table : SourceTable.values()) {
            // One statement of many rows instead of many statements: 20 times as fast.
            String url = database.jdbcUrl() + "?rewriteBatchedStatements=true";
            try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                    Stream<Map<String, Object>> ofTable = rows.of(table)) {
                create(table, connection);
                filled.put(table, insert(table, ofTable.iterator(), connection));
            } catch (SQLException e) {
                throw notFilled(table, e);
            }
        }
        return filled;
    }

    private static void create(SourceTable table, Connection connection) throws SQLException {
        String columns = table.columns().stream()
                .map(column -> quoted(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE %s (%s) CHARACTER SET utf8mb4".formatted(quoted(table.tableName()), columns));
        }
    }

    private static long insert(SourceTable table, Iterator<Map<String, Object>> rows, Connection connection)
            throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        long inserted = 0;
        try (PreparedStatement statement = connection.prepareStatement(insertion(table))) {
            while (rows.hasNext()) {
                add(rows.next(), table, statement);
                inserted++;
                if (inserted % ROWS_PER_BATCH == 0 || !rows.hasNext()) {
                    statement.executeBatch();
                    connection.commit();
                    stopIfInterrupted();
                }
            }
        }
        return inserted;
    }

    private static String insertion(SourceTable table) {
        return "INSERT INTO %s VALUES (%s)"
                .formatted(
                        quoted(table.tableName()),
                        String.join(", ", Collections.nCopies(table.columns().size(), "?")));
    }

    private static void add(Map<String, Object> row, SourceTable table, PreparedStatement statement)
            throws SQLException {
        int place = 0;
        for (Column column : table.columns()) {
            // A datetime travels as the text it is: no time zone can shift it.
            statement.setObject(++place, row.get(column.name()));
        }
        statement.addBatch();
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while filling the tables");
        }
    }

    private static String quoted(String name) {
        return "`" + name + "`";
    }

    private static Failure notFilled(SourceTable table, SQLException error) {
        String sentence = "Cannot fill %s: %s. ".formatted(table.tableName(), Causes.firstLine(error));
        return error.getSQLState() != null && error.getSQLState().startsWith(DATA_EXCEPTION)
                ? Failure.askedWrongly(sentence + "Mend the row or leave it out.", error)
                : Failure.broken(
                        sentence + "Look whether there is room for the database's files, then try again.", error);
    }
}
