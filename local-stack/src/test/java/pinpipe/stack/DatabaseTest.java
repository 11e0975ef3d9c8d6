package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;

class DatabaseTest {
    private static final String BEYOND_THE_BASIC_PLANE = "a 🦦, a\u00a0blank, кот ";

    @TempDir
    Path folder;

    @Test
    void keepsTextsAcrossARestartOnTheSamePort() throws Exception {
        Path withBlanks = folder.resolve("a folder");
        try (Database database = Database.start(withBlanks)) {
            String url = database.jdbcUrl();
            execute(database, "CREATE TABLE notes (note TEXT)");
            execute(database, "INSERT INTO notes VALUES ('" + BEYOND_THE_BASIC_PLANE + "')");

            database.stop();
            assertThatThrownBy(database::connect).hasMessageContaining("Communications link failure");
            database.start();

            assertThat(database.jdbcUrl()).isEqualTo(url);
            assertThat(only(database, "SELECT note FROM notes")).isEqualTo(BEYOND_THE_BASIC_PLANE);
            assertThat(only(database, "SELECT CONCAT(@@time_zone, ' ', @@bind_address)"))
                    .isEqualTo("+00:00 127.0.0.1");
        }
        assertThat(withBlanks.resolve("program")).doesNotExist();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void whyItDoesNotStartIsSaidInItsOwnWords() throws Exception {
        try (ServerSocket taken = Ports.listener(0)) {
            assertThatThrownBy(() -> Database.start(folder, taken.getLocalPort()))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.BROKEN))
                    .hasMessageStartingWith(
                            "Cannot start the database: it ended with code 1; the last lines of its log: ")
                    .hasMessageContaining("Address already in use")
                    .hasMessageEndingWith(". Mend what they name, then start again.")
                    .hasMessageNotContaining("\n");
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static void execute(Database database, String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String only(Database database, String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
