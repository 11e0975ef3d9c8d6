package pinpipe.producer.source;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Supplier;

/** The connection of the moment. It reads only. */
final class Session implements AutoCloseable {
    private static final int CONNECT_MILLIS = 8_000;

    private final Credentials credentials;
    private final Supplier<String> password;
    private final Tls tls;
    private final SqlFailures failures;
    private Connection connection;

    /**
     * None yet.
     *
     * @param password asked anew for each connection
     */
    Session(Credentials credentials, Login login, Supplier<String> password, Tls tls) {
        this.credentials = credentials;
        this.password = password;
        this.tls = tls;
        this.failures = new SqlFailures(credentials, login);
    }

    Connection connection() {
        return connection;
    }

    SqlFailures failures() {
        return failures;
    }

    /**
     * Connects, and hangs up what was there before.
     *
     * @throws pinpipe.cli.Failure as {@link SqlFailures#connecting} says
     */
    void connect() {
        close();
        String url = "jdbc:mysql://%s:%d/".formatted(credentials.host(), credentials.port());
        try {
            connection = DriverManager.getConnection(url, properties());
            connection.setNetworkTimeout(Runnable::run, 0);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setCatalog(credentials.database());
        } catch (SQLException e) {
            close();
            throw failures.connecting(e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Hangs up at once: an orderly end would first read the rest of a result that nobody wants any more. */
    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run);
            connection = null;
        } catch (SQLException e) {
            throw new IllegalStateException("a connection must let itself be aborted", e);
        }
    }

    /** Given apart from the address, which messages quote. */
    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", password.get());
        properties.setProperty("sslMode", tls.driver());
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_MILLIS));
        // For the greeting only, from a server that takes the call and says nothing; sorting a big table may take
        // longer.
        properties.setProperty("socketTimeout", Integer.toString(CONNECT_MILLIS));
        // A server that vanishes without a word is noticed by the system's own probes.
        properties.setProperty("tcpKeepAlive", "true");
        // TIMESTAMP columns come in the session's zone; DATETIME columns have none and come as they are.
        properties.setProperty("sessionVariables", "time_zone='+00:00'");
        // Texts are handed on as they come, so they must come in one character set.
        properties.setProperty("characterSetResults", StandardCharsets.UTF_8.name());
        // Nobody asks when a packet came, and the clock is looked at twice for each.
        properties.setProperty("maintainTimeStats", "false");
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("yearIsDateType", "false");
        return properties;
    }
}
