package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.io.DeltaCommits;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;

/** Where a table stands, by the note in the ledger's newest commit, and by its rows. */
class LedgerNoteTest {
    private static final Bookmark READ = new Bookmark(
            Map.of(
                    3,
                    new Bookmark.Mark(
                            5, 90, List.of(new Bookmark.Gap(7, 9)), "topics/t/partition=3/t+3+80.json", 4, 1)),
            List.of(new Bookmark.Epoch(1000, 17)));

    @TempDir
    Path folder;

    private StreamScene scene;
    private RunLedger ledger;

    @BeforeEach
    void open() throws IOException {
        scene = new StreamScene(folder);
        ledger = scene.ledger();
        ledger.state();
    }

    @Test
    void whatTheEndOfARunNotesIsWhatTheRowsSay() throws Exception {
        planned(ledger, 1);
        ended(ledger, "committed");

        assertThat(noted()).contains(byRows());
        assertThat(byRows().bookmark()).isEqualTo(READ);

        planned(ledger, 2);
        ended(ledger, "rejected", 2, Bookmark.START);

        assertThat(noted()).contains(byRows());
        assertThat(scene.ledger().state()).isEqualTo(byRows());
        assertThat(byRows().lastEnd()).isEqualTo(2);
        assertThat(byRows().bookmark()).isEqualTo(READ);
    }

    @Test
    void whoWroteObjectsAnewNotesThemAsTheyAreNow() throws Exception {
        planned(ledger, 1);
        ended(ledger, "committed");
        String last = READ.partitions().get(3).last();
        LandedObject longer =
                new LandedObject(last, 44, 99, ObjectName.read(last).orElseThrow());
        Report report = Report.did(Kind.PACK, "user", 2, null, "Packed.", 0.1);

        ledger.rewrote(report, Plan.packing(2, List.of(longer), READ));

        assertThat(noted()).contains(byRows());
        assertThat(byRows().lastEnd()).isEqualTo(2);
        assertThat(byRows().bookmark().partitions().get(3))
                .isEqualTo(new Bookmark.Mark(5, 90, READ.partitions().get(3).gaps(), last, 44, 99));
    }

    @Test
    void aRunThatHasNotEndedLeavesItToTheRows() throws Exception {
        planned(ledger, 1);

        assertThat(noted()).isEmpty();
        assertThat(scene.ledger().state().unfinished()).contains(1L);

        ledger.failed(1, "it was tried");
        RunLedger next = scene.ledger();
        next.state();
        ended(next, "committed");

        assertThat(noted()).contains(byRows());
    }

    @Test
    void aNoteIsWorthNothingWhereAnotherHasWrittenInBetween() throws Exception {
        planned(ledger, 1);
        RunLedger other = scene.ledger();
        other.state();
        planned(other, 2);
        ended(ledger, "committed");

        assertThat(commit().note()).contains("\"lastRun\":1");
        assertThat(noted()).isEmpty();
        assertThat(scene.ledger().state().unfinished()).contains(2L);
    }

    @Test
    void aNoteIsWorthNothingOnceAnythingWasWrittenAfterIt() throws Exception {
        planned(ledger, 1);
        ended(ledger, "committed");
        scene.ledger().failed(2, "of another");

        assertThat(noted()).isEmpty();
        assertThat(scene.ledger().state()).isEqualTo(byRows());
        assertThat(byRows().lastRun()).isEqualTo(2);
    }

    @Test
    void ofATableThatStreamsFeedNothingIsNoted() throws Exception {
        Plan batch = Plan.streaming(StreamScene.batch("q", 0), 1, Bookmark.START);
        ledger.planned(batch);
        ledger.ended(report(1, "committed").as(Kind.STREAM), batch);
        planned(ledger, 2);
        ended(ledger, "committed", 2, READ);

        assertThat(commit().note()).isNull();

        RunLedger next = scene.ledger();
        next.state();
        planned(next, 3);
        ended(next, "committed", 3, READ);

        assertThat(commit().note()).isNull();
        assertThat(scene.ledger().state().streamed()).isEqualTo("kafka");
    }

    private static void planned(RunLedger by, long run) {
        by.planned(new Plan(run, false, List.of(), Bookmark.START));
    }

    private static void ended(RunLedger by, String status) {
        ended(by, status, 1, READ);
    }

    private static void ended(RunLedger by, String status, long run, Bookmark bookmark) {
        by.ended(report(run, status), bookmark);
    }

    private static Report report(long run, String status) {
        Counts counts = new Counts(0, 0, new Counts.Outcomes(0, 0, 0, 0, 0, 0), Map.of(), Map.of(), Map.of(), 0, 0);
        return Report.counted("user", run, Source.nothing(List.of()), counts, 0.1)
                .as(status);
    }

    private Optional<LedgerState> noted() throws IOException {
        return LedgerNote.in(commit());
    }

    private LedgerState byRows() throws IOException {
        return LedgerState.of(
                LedgerRow.whole(LocalSpark.spark().read().format("delta").load(scene.root() + "/_runs/user")));
    }

    private DeltaCommits.Commit commit() throws IOException {
        return new DeltaCommits(LocalSpark.spark(), scene.root() + "/_runs/user")
                .last()
                .orElseThrow();
    }
}
