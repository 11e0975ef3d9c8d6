package pinpipe.producer.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.producer.process.Stop;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.PostTables;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.source.Credentials;
import pinpipe.producer.source.Selection;
import pinpipe.producer.source.Source;
import pinpipe.producer.source.Tls;
import pinpipe.producer.state.StateFile;
import pinpipe.stack.Database;

@ExtendWith(Servers.class)
@Timeout(60)
class FollowTest {
    private static final PostTable FOLLOWED = new PostTable("followed", "followed");
    private static final Map<String, String> OWNER = Map.of("source", "here");

    private final Database database;
    private final PostTables tables;
    private final Letterbox door = new Letterbox();

    @TempDir
    Path folder;

    FollowTest(Database database) {
        this.database = database;
        this.tables = new PostTables(database);
    }

    @Test
    void aRowThatIsCommittedAfterALaterOneIsSeen() throws Exception {
        tables.run(
                "DROP TABLE IF EXISTS followed",
                "CREATE TABLE followed (id INT AUTO_INCREMENT PRIMARY KEY, who TEXT)",
                "INSERT INTO followed (who) VALUES ('first')");
        try (Connection slow = database.connect();
                Statement statement = slow.createStatement();
                Following following = new Following(Optional.empty())) {
            assertThat(following.next()).contains("first");
            slow.setAutoCommit(false);
            statement.execute("INSERT INTO followed (who) VALUES ('slow')");
            tables.run("INSERT INTO followed (who) VALUES ('quick')");
            assertThat(following.next()).contains("quick");
            slow.commit();
            assertThat(following.next()).isEqualTo("{\"id\":2,\"who\":\"slow\"}");
        }
        tables.run("INSERT INTO followed (who) VALUES ('meanwhile')");

        try (Following following = new Following(Optional.empty())) {
            assertThat(following.next()).contains("meanwhile");
        }
        assertThat(door.keys()).isEmpty();
    }

    @Test
    void aChangedRowIsSentAgainEvenWithinTheSameSecond() throws Exception {
        tables.run(
                "DROP TABLE IF EXISTS followed",
                "CREATE TABLE followed (id INT PRIMARY KEY, who TEXT, changed DATETIME)",
                "INSERT INTO followed VALUES (1, 'old', '2020-01-01'), (2, 'young', '2021-01-01')");
        try (Following following = new Following(Optional.of("changed"))) {
            assertThat(following.next()).contains("old");
            assertThat(following.next()).contains("young");
            assertThat(following.next()).as("the overlap of the first look").contains("young");
            tables.run("UPDATE followed SET who = 'newer', changed = '2021-01-01 00:00:01' WHERE id = 1");
            assertThat(following.next()).contains("newer");
            tables.run("UPDATE followed SET who = 'newest' WHERE id = 1");
            assertThat(following.next()).contains("newest");
        }
        assertThat(door.keys()).isEmpty();
    }

    @Test
    void whatCannotBeFollowedIsRefused() throws SQLException {
        tables.run("DROP TABLE IF EXISTS followed", "CREATE TABLE followed (name VARCHAR(9) PRIMARY KEY)");

        assertThatThrownBy(() -> follow(Optional.empty(), null))
                .hasMessage("Cannot produce followed: new rows are told by a key that grows, and its key name is not a"
                        + " whole number. Name a column of times with --updated-at.");
        Stop stop = Stop.onSignal();
        assertThatThrownBy(() -> follow(Optional.of("name"), stop))
                .hasMessageContaining("--updated-at needs a column of times, and name is VARCHAR");
        stop.close();
    }

    private void follow(Optional<String> updatedAt, Stop stop) {
        Credentials credentials = new Credentials(
                database.host(), database.port(), database.user(), database.password(), database.name());
        try (Source source = Source.open(credentials, Tls.PREFERRED, List.of(FOLLOWED), Selection.ALL)) {
            StateFile state = StateFile.resumed(folder.resolve("state.json"), OWNER);
            new Follow(Duration.ofMillis(20), Duration.ofMinutes(5), updatedAt, state, Reconnection.usual(line -> {}))
                    .run(source, new Delivery(door, List.of(FOLLOWED)), stop);
        }
    }

    private final class Following implements AutoCloseable {
        private final Stop stop = Stop.onSignal();
        private final Thread thread;

        Following(Optional<String> updatedAt) {
            thread = new Thread(() -> follow(updatedAt, stop));
            thread.start();
        }

        /** The next row that it sends. */
        String next() throws InterruptedException {
            return door.next();
        }

        @Override
        public void close() {
            stop.ask();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            stop.close();
        }
    }
}
