package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.io.SmallFiles;
import pinpipe.etl.io.StoredTables;

/** What many batches of a stream leave is kept small, and says as much as before. */
class RollUpTest {
    @TempDir
    Path folder;

    @Test
    void allButTheNewestBatchesOfADayBecomeOneRowWithTheirSums() throws Exception {
        StreamScene scene = new StreamScene(folder);
        RunLedger ledger = scene.ledger();
        for (long run = 1; run <= 5; run++) {
            Plan plan = Plan.streaming(StreamScene.batch("q", run - 1), run, Bookmark.START);
            ledger.planned(plan);
            ledger.ended(report(run), plan);
        }

        new StreamUpkeep(new SmallFiles(LocalSpark.spark(), scene.root(), Map.of()), ledger, "user", 1, 2).after();

        List<PastRun> runs = RunHistory.of(StoredTables.at(LocalSpark.spark(), scene.root()), List.of("user"));
        assertThat(runs).extracting(PastRun::run).containsExactly(3L, 4L, 5L);
        assertThat(runs.get(0).cells()).contains("stream: runs 1 to 3, up to batch 2 from kafka", "30");
        assertThat(runs.get(0).report().at("/outcomes/rejected").asLong()).isEqualTo(3);
        assertThat(runs.get(0).report().at("/reasons/not_json").asLong()).isEqualTo(3);
        assertThat(runs.get(0).report().at("/source/offsets/0")).isEqualTo(Fixture.node("{\"from\":10,\"to\":40}"));
        assertThat(runs.get(0).report().at("/table_version").asLong()).isEqualTo(3);
        assertThat(runs).allMatch(run -> run.status().equals("committed"));
        assertThat(ledger.state().lastRun()).isEqualTo(5);
        assertThat(ledger.state().streams().committed(StreamScene.batch("q", 0)))
                .isTrue();
        assertThat(QuarantineBalance.of("user", runs, 5).orElseThrow().addsUp()).isTrue();
    }

    private static Report report(long run) {
        Counts counts = new Counts(
                10, 10, new Counts.Outcomes(9, 0, 0, 0, 0, 1), Map.of("not_json", 1L), Map.of(), Map.of(), 0, 0);
        Source source =
                new Source(0, 100, Map.of("0", new Source.Offsets(10 * run, 10 * run + 10)), List.of(), List.of());
        return Report.counted("user", run, source, counts, 0.1)
                .written(run, 0.2)
                .as(Kind.STREAM)
                .quarantining(1);
    }
}
