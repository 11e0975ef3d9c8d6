package pinpipe.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/** A MySQL-compatible database server on this machine: MariaDB, texts in utf8mb4, times in UTC, one user and one database. */
public final class Database implements AutoCloseable {
    private static final String USER = "pinpipe";
    private static final String NAME = "pinterest";

    private final MariaDb program;
    private final Path log;
    private final Path initialStatements;
    private final int port;
    private final String password = Secrets.generate();
    private ServerProcess server;
    private Watchdog watchdog;

    private Database(Path folder, int port) throws IOException {
        this.program = new MariaDb(folder);
        this.log = folder.resolve("database.log");
        this.initialStatements = folder.resolve("initial-statements.sql");
        this.port = port;
        Files.createDirectories(folder);
        Secrets.write(initialStatements, """
                CREATE DATABASE IF NOT EXISTS `%1$s` CHARACTER SET utf8mb4;
                CREATE OR REPLACE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
                GRANT ALL ON `%1$s`.* TO '%2$s'@'%%';
                """.formatted(NAME, USER, password));
        program.install(log);
    }

    /**
     * Makes a new server with its files in this folder and starts it on a free port.
     *
     * @throws Failure if it does not start, with the last lines of its log
     */
    public static Database start(Path folder) {
        return start(folder, Ports.free());
    }

    static Database start(Path folder, int port) {
        try {
            Database database = new Database(folder.toAbsolutePath(), port);
            database.start();
            return database;
        } catch (IOException e) {
            throw Failure.broken(
                    "Cannot start the database: its files cannot be written to %s (%s). It needs 600 MB of room there."
                            .formatted(folder, Causes.firstLine(e)),
                    e);
        }
    }

    /** Starts a stopped server again: same data, same port, same user. */
    public void start() {
        server = ServerProcess.start("database", program.server(port, initialStatements), log);
        watchdog = new Watchdog(server.pid());
        try {
            server.awaitReady(this::answers);
        } catch (Failure failure) {
            watchdog.close();
            throw failure;
        }
    }

    /** Stops the server; its data stay, and {@link #start()} brings it back. */
    public void stop() {
        server.stop();
        watchdog.close();
    }

    /** Stops the server for good and removes the program's files; the data and the log stay in the folder. */
    @Override
    public void close() {
        stop();
        program.removeProgram();
    }

    /** The address it listens on. */
    public String host() {
        return Ports.HOST;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The user that owns {@link #name()}. */
    public String user() {
        return USER;
    }

    /** The user's password, made anew for each server. */
    public String password() {
        return password;
    }

    /** The name of the database, empty at first. */
    public String name() {
        return NAME;
    }

    /** The address of the database for JDBC, without credentials. */
    public String jdbcUrl() {
        return "jdbc:mysql://%s:%d/%s".formatted(host(), port, NAME);
    }

    /** A new connection as {@link #user()}. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), USER, password);
    }

    private boolean answers() {
        String limit = Long.toString(ServerProcess.ANSWER_LIMIT.toMillis());
        String url = "%s?connectTimeout=%s&socketTimeout=%s".formatted(jdbcUrl(), limit, limit);
        try (Connection connection = DriverManager.getConnection(url, USER, password)) {
            return connection.isValid(0);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
