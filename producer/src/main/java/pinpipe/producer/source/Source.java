package pinpipe.producer.source;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;

/** A connection to the database that the rows are read from. It reads only. */
public final class Source implements AutoCloseable {
    private static final int CONNECT_MILLIS = 8_000;

    private final Connection connection;
    private final List<SourceTable> tables;

    private Source(Connection connection, List<SourceTable> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /**
     * Connects, and finds out how each table is ordered.
     *
     * @throws Failure broken if the database does not answer in time; asked wrongly if it refuses this user or lacks a
     *     database or table
     */
    public static Source open(Credentials credentials, List<PostTable> tables) {
        SqlFailures failures = new SqlFailures(credentials);
        Connection connection = connect(credentials, failures);
        try {
            return new Source(
                    connection,
                    tables.stream()
                            .map(table -> SourceTable.of(table, connection, failures))
                            .toList());
        } catch (Failure failure) {
            abandon(connection);
            throw failure;
        }
    }

    /** The tables, in the order they were asked for. */
    public List<SourceTable> tables() {
        return tables;
    }

    /** Hangs up at once: an orderly end would first read the rest of a result that nobody wants any more. */
    @Override
    public void close() {
        abandon(connection);
    }

    private static Connection connect(Credentials credentials, SqlFailures failures) {
        String url = "jdbc:mysql://%s:%d/".formatted(credentials.host(), credentials.port());
        Connection connection = null;
        try {
            connection = DriverManager.getConnection(url, properties(credentials));
            connection.setNetworkTimeout(Runnable::run, 0);
            connection.setReadOnly(true);
            connection.setCatalog(credentials.database());
            return connection;
        } catch (SQLException e) {
            if (connection != null) {
                abandon(connection);
            }
            throw failures.connecting(e);
        }
    }

    /** Given apart from the address, which messages quote. */
    private static Properties properties(Credentials credentials) {
        Properties properties = new Properties();
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password());
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_MILLIS));
        // For the greeting only, from a server that takes the call and says nothing; sorting a big table may take
        // longer.
        properties.setProperty("socketTimeout", Integer.toString(CONNECT_MILLIS));
        // TIMESTAMP columns come in the session's zone; DATETIME columns have none and come as they are.
        properties.setProperty("sessionVariables", "time_zone='+00:00'");
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("yearIsDateType", "false");
        return properties;
    }

    private static void abandon(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection must let itself be aborted", e);
        }
    }
}
