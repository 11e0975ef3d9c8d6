package pinpipe.producer.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.producer.door.Backoff;
import pinpipe.producer.process.Stop;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.PostTables;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.source.Credentials;
import pinpipe.producer.source.Place;
import pinpipe.producer.source.Selection;
import pinpipe.producer.source.Source;
import pinpipe.producer.source.Summary;
import pinpipe.producer.source.Tls;
import pinpipe.producer.state.StateFile;
import pinpipe.stack.Database;

@ExtendWith(Servers.class)
class SnapshotTest {
    private static final PostTable COPIED = new PostTable("copied", "copied");
    private static final Map<String, String> OWNER = Map.of("source", "here", "destination", "there");

    private final Database database;
    private final PostTables tables;
    private final List<String> said = new ArrayList<>();

    @TempDir
    Path folder;

    SnapshotTest(Database database) {
        this.database = database;
        this.tables = new PostTables(database);
    }

    @Test
    void theDatabaseIsRestartedInTheMiddleAndEveryRowArrives() throws SQLException {
        make("k INT, n INT, filling TEXT", "SELECT seq DIV 7, seq, REPEAT('x', 1500) FROM seq_1_to_20000");
        Letterbox door = new Letterbox(row -> true, row -> {
            if (row.json().contains("\"n\":3000,") && said.isEmpty()) {
                said.add("restarted");
                database.stop();
                database.start();
            }
        });

        String line = copy(door, StateFile.none());

        assertThat(said).hasSize(2).last().asString().endsWith("It is called again.");
        assertThat(new HashSet<>(door.keys())).hasSize(2858);
        assertThat(door.keys()).hasSizeBetween(20_000, 20_600);
        assertThat(line).endsWith("acknowledged; complete, 20,000 keys compared");
    }

    @Test
    void whatIsNotAcknowledgedIsNamedByItsKeysAndSentWhenResumed() throws SQLException {
        make("k INT PRIMARY KEY", "SELECT seq FROM seq_1_to_1000");

        Letterbox careless = new Letterbox(row -> !row.key().equals("700"), row -> {});
        Failure failure = catchThrowableOfType(Failure.class, () -> copy(careless, anew()));

        assertThat(failure.exit()).isEqualTo(Exit.DATA_REJECTED);
        assertThat(failure)
                .hasMessage("Cannot produce copied completely: what was acknowledged is not what the table holds, keys"
                        + " after 512 up to 768 (256 rows there, 255 acknowledged). Send it again, with --state and"
                        + " --resume only what is missing.");
        Letterbox careful = new Letterbox();
        assertThat(copy(careful, resumed()))
                .isEqualTo("copied: 488 rows read, 488 sent, 488 acknowledged; complete, 1,000 keys compared");
        assertThat(careful.keys()).first().isEqualTo("513");
    }

    @Test
    void whatCameOrWentBeforeAResumptionIsNoLossAndOnlyItsNeighboursAreSentAgain() throws SQLException {
        make("k INT PRIMARY KEY", "SELECT seq * 2 FROM seq_1_to_2000");
        copy(new Letterbox(), anew());
        tables.run("INSERT INTO copied VALUES (601), (4001)", "DELETE FROM copied WHERE k = 604");

        Letterbox door = new Letterbox();
        assertThat(copy(door, resumed())).endsWith("; complete, 2,001 keys compared");

        assertThat(door.keys()).hasSize(257).contains("601", "4001").doesNotContain("604");
        assertThat(copy(new Letterbox(), resumed())).startsWith("copied: 0 rows read");
    }

    @Test
    void rowsThatShareAKeyAreNotPartedByAResumption() throws SQLException {
        make("name VARCHAR(9), n INT", "SELECT IF(seq % 2, 'same', 'SAME'), seq FROM seq_1_to_600");
        tables.run("INSERT INTO copied VALUES (NULL, 0)");
        copy(new Letterbox(), anew());

        assertThat(copy(new Letterbox(), resumed()))
                .isEqualTo("copied: 0 rows read, 0 sent, 0 acknowledged; complete, 601 keys compared");
    }

    @Test
    void aTableOfFloatingKeysIsReadFromItsBeginning() throws SQLException {
        make("f FLOAT", "SELECT seq / 7 FROM seq_1_to_300");
        copy(new Letterbox(), anew());

        assertThat(copy(new Letterbox(), resumed()))
                .isEqualTo("copied: 300 rows read, 300 sent, 300 acknowledged; complete, 300 keys compared");
    }

    @Test
    void aStateThatBelongsToSomethingElseIsRefused() throws SQLException {
        make("k INT PRIMARY KEY", "SELECT seq FROM seq_1_to_3");
        copy(new Letterbox(), anew());

        assertThatThrownBy(() -> StateFile.resumed(file(), Map.of("source", "elsewhere")))
                .hasMessageStartingWith("Cannot resume from ")
                .hasMessageEndingWith(": its source is here, not elsewhere. Name the right file with --state, or leave"
                        + " --resume out to begin anew.");
        assertThatThrownBy(() -> copy(new Letterbox(), resumed(), new Selection(List.of(), List.of("k > 1"))))
                .hasMessageContaining("its state is of other columns or rows");
    }

    @Test
    void whatWasAcknowledgedInAnyOrderCountsUpToTheFirstThatWasNot() {
        Acknowledged acknowledged = new Acknowledged(true);
        List<Runnable> arrivals = new ArrayList<>();
        IntStream.range(0, 600_000)
                .forEach(i -> arrivals.add(acknowledged.take(Place.of(List.of(Integer.toString(i))))));
        for (int i = arrivals.size() - 1; i >= 0; i--) {
            if (i != 100_000) {
                arrivals.get(i).run();
            }
        }

        assertThat(acknowledged.watermark()).hasToString("99839");
        arrivals.get(100_000).run();
        assertThat(acknowledged.watermark()).hasToString("599999");
        acknowledged.take(Place.of(List.of("600000"))).run();
        assertThat(acknowledged.summary().rows()).isEqualTo(600_001);
    }

    @Test
    void whatTheReadingNeverCameToIsADifference() {
        Acknowledged acknowledged = new Acknowledged(true);
        acknowledged.take(Place.of(List.of("1"))).run();

        assertThat(acknowledged.differencesToTheEnd(
                        range -> range.upTo() == null ? new Summary(3, 33) : new Summary(1, 0)))
                .hasToString("[keys after 1 to the end (3 rows there, 0 acknowledged)]");
    }

    private void make(String columns, String rows) throws SQLException {
        tables.run(
                "DROP TABLE IF EXISTS copied", "CREATE TABLE copied (" + columns + ")", "INSERT INTO copied " + rows);
    }

    private String copy(Letterbox door, StateFile state) {
        return copy(door, state, Selection.ALL);
    }

    private String copy(Letterbox door, StateFile state, Selection selection) {
        Credentials credentials = new Credentials(
                database.host(), database.port(), database.user(), database.password(), database.name());
        Backoff soon = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new Random(1));
        Delivery delivery = new Delivery(door, List.of(COPIED));
        try (Stop stop = Stop.onSignal();
                Source source = Source.open(credentials, Tls.PREFERRED, List.of(COPIED), selection)) {
            new Snapshot(Progress.SILENT, state, new Reconnection(soon, said::add)).run(source, delivery, stop);
        }
        return delivery.closingLine(COPIED);
    }

    private StateFile anew() {
        return StateFile.anew(file(), OWNER);
    }

    private StateFile resumed() {
        return StateFile.resumed(file(), OWNER);
    }

    private Path file() {
        return folder.resolve("state.json");
    }
}
