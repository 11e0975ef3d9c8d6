package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.etl.run.StreamScene.batch;
import static pinpipe.etl.run.StreamScene.user;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.io.Choice;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.StoredTables;
import pinpipe.tables.UserTable;

/** What becomes of a table when batches of a stream come, come again, or are killed. */
@Tag("once")
class StreamRunTest {
    private static final List<String> FIRST = List.of(user(1, 30), "{cut", user(2, 30));
    private static final List<String> SECOND = List.of(user(2, 31), user(1, 30), "{cut again", user(3, 30));
    private static final List<String> AFTER_BOTH = List.of("1 aged 30 at 0", "2 aged 31 at 3", "3 aged 30 at 6");

    @TempDir
    Path folder;

    @Test
    void aBatchThatIsGivenAgainChangesNothing() throws Exception {
        StreamScene scene = new StreamScene(folder);
        scene.run(batch("q", 0), 0, FIRST);
        Report report = scene.run(batch("q", 1), 3, SECOND).orElseThrow().report();
        List<Long> versions = scene.versions();

        assertThat(report.outcomes()).isEqualTo(new Counts.Outcomes(1, 1, 1, 0, 0, 1));
        assertThat(report.source().offsets()).containsOnly(Map.entry("0", new Source.Offsets(3, 7)));
        assertThat(scene.run(batch("q", 1), 3, SECOND)).isEmpty();
        assertThat(scene.run(batch("q", 0), 0, FIRST)).isEmpty();
        assertThat(scene.versions()).isEqualTo(versions);
        assertThat(scene.rows()).isEqualTo(AFTER_BOTH);
        assertThat(scene.runs()).containsExactly("1 stream committed", "2 stream committed");
    }

    @Test
    void aBatchThatWasKilledIsEndedUnderItsNumberWhateverRanMeanwhile() throws Exception {
        StreamScene scene = new StreamScene(folder.resolve("w"));
        scene.run(batch("q", 0), 0, FIRST);
        assertThatThrownBy(() -> scene.run(batch("q", 1), 3, SECOND, Milestone.WRITTEN))
                .isInstanceOf(StreamScene.Killed.class);
        Path landing = folder.resolve("l");
        new Fixture("user").land(landing, 7, List.of(user(4, 40), "{cut once more"), 2);
        assertThat(scene.warehouse.clean(UserTable.USER, landing))
                .extracting(Report::run)
                .containsExactly(3L);

        Report report = scene.run(batch("q", 1), 3, SECOND).orElseThrow().report();

        assertThat(report.run()).isEqualTo(2);
        assertThat(report.outcomes()).isEqualTo(new Counts.Outcomes(1, 1, 1, 0, 0, 1));
        assertThat(scene.rows()).startsWith(AFTER_BOTH.toArray(String[]::new)).hasSize(4);
        assertThat(scene.warehouse.rows("_quarantine/user"))
                .extracting(line -> line.get("run").asLong())
                .containsExactly(1L, 2L, 3L);
        assertThat(scene.runs()).contains("2 stream committed", "3 clean committed");
        assertThat(balance(scene).addsUp()).isTrue();
        assertThat(scene.warehouse.clean(UserTable.USER, landing))
                .extracting(Report::status)
                .containsExactly("nothing_new");
    }

    @Test
    void aStreamThatLostItsCheckpointReadsAgainAndChangesNothing() throws Exception {
        StreamScene scene = new StreamScene(folder);
        scene.run(batch("q", 0), 0, FIRST);
        assertThatThrownBy(() -> scene.run(batch("q", 1), 3, SECOND, Milestone.QUARANTINED))
                .isInstanceOf(StreamScene.Killed.class);

        List<String> all = new ArrayList<>(FIRST);
        all.addAll(SECOND);
        Report report = scene.run(batch("another", 0), 0, all).orElseThrow().report();

        assertThat(report.outcomes().rejected()).isEqualTo(2);
        assertThat(scene.rows()).isEqualTo(AFTER_BOTH);
        assertThat(scene.warehouse.rows("_quarantine/user")).hasSize(2);
        assertThat(scene.runs())
                .containsExactlyInAnyOrder("1 stream committed", "2 stream abandoned", "3 stream committed");
        assertThat(balance(scene).addsUp()).isTrue();
    }

    @Test
    void aBatchOfWhichTooMuchIsRejectedStopsTheStreamUntilItIsAllowed() throws Exception {
        StreamScene strict = new StreamScene(folder).allowing(new Budget(0.0005, Long.MAX_VALUE).ofBatches());
        assertThatThrownBy(() -> strict.run(batch("q", 0), 0, FIRST))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.DATA_REJECTED))
                .hasMessageContaining("33.3% of 3 records rejected (allowed 0.1%), mostly not_json");
        assertThat(new DeltaTables(LocalSpark.spark(), strict.root()).exists("user"))
                .isFalse();

        StreamScene allowed = new StreamScene(folder).allowing(new Budget(0.001, Long.MAX_VALUE).ofBatches());
        allowed.run(batch("q", 0), 0, FIRST);

        assertThat(allowed.rows()).hasSize(2);
        assertThat(allowed.runs()).containsExactly("1 stream rejected", "2 stream committed");
    }

    @Test
    void nobodyTouchesWhatAKilledBatchHasBroughtIn() throws Exception {
        StreamScene scene = new StreamScene(folder);
        assertThatThrownBy(() -> scene.run(batch("q", 0), 0, FIRST, Milestone.WRITTEN))
                .isInstanceOf(StreamScene.Killed.class);
        TableJob job = new TableJob(
                UserTable.USER,
                new DeltaTables(LocalSpark.spark(), scene.root()),
                LocalSpark.spark(),
                scene.root(),
                Budget.UNLIMITED);

        assertThatThrownBy(() -> new QuarantineRun(job, scene.ledger(), step -> {}).discard(Choice.ALL))
                .hasMessage(
                        "Cannot discard from the quarantine of user: run 1, a batch of a stream, has not ended. Start the stream again, with --once if need be, then try again.");
        assertThatThrownBy(() -> new ForgetGuard("forget user 1", "1", scene.ledger())
                        .begun(scene.ledger().state()))
                .hasMessageStartingWith("Cannot forget user 1: run 1, a batch of a stream, has not ended.");
    }

    @Test
    void aTableIsFedByOneSourceAndOneTopicAndByOneProcessAtATime() throws Exception {
        StreamScene scene = new StreamScene(folder);
        scene.run(batch("q", 0), 0, FIRST);

        assertThatThrownBy(() -> scene.run(new StreamBatch("kinesis", null, "k", 0), 0, FIRST))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY))
                .hasMessageStartingWith("Cannot stream into user: it was fed from kafka, ");
        assertThatThrownBy(() -> scene.run(new StreamBatch("kafka", "topic-2", "k", 0), 0, FIRST))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.DATA_REJECTED))
                .hasMessageStartingWith("Cannot stream into user: its topic was deleted and made again since, ");
        try (Lease lease = scene.ledger().lease(Kind.CLEAN, Clock.systemUTC())) {
            assertThatThrownBy(() -> scene.run(batch("q", 1), 3, SECOND))
                    .hasMessageStartingWith("Cannot stream into user: test ");
            lease.mustHold();
        }
    }

    private static QuarantineBalance balance(StreamScene scene) throws Exception {
        return QuarantineBalance.of(
                        "user",
                        RunHistory.of(StoredTables.at(LocalSpark.spark(), scene.root()), List.of("user")),
                        scene.warehouse.rows("_quarantine/user").size())
                .orElseThrow();
    }
}
