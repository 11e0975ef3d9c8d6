package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.io.Choice;
import pinpipe.etl.run.Kind;
import pinpipe.etl.run.Milestone;
import pinpipe.etl.run.Report;

/** What becomes of rejected lines that are tried again. */
class ReplayQuarantineTest {
    @TempDir
    Path folder;

    private RejectedScene scene;

    @BeforeEach
    void rejectSome() {
        scene = new RejectedScene(folder);
    }

    @Test
    void whatIsGoodByTodaysRulesBecomesPartOfTheTableAndAnOldRecordNeverBeatsANewerRow() {
        assertThat(scene.names()).containsExactly("2 New L");

        Call each = scene.call(ReplayQuarantine::new, "--reason", "line_rejected", "--each", "--format", "jsonl");

        assertThat(each.err()).isEmpty();
        assertThat(each.lines().stream().map(Fixture::node))
                .extracting(row -> "%s.%s key %s became %s %s"
                        .formatted(
                                row.get("offset"),
                                row.get("position"),
                                row.get("ind"),
                                row.get("became").asText(),
                                row.get("reasons").asText()))
                .containsExactly(
                        "4.0 key 4 became duplicate ",
                        "4.1 key 4 became inserted ",
                        "5.0 key 5 became rejected age_out_of_range",
                        "5.1 key 6 became rejected line_rejected");

        Call rest = scene.call(ReplayQuarantine::new);

        assertThat(rest.lines()).startsWith("""
                rejected_for                     became    reasons           records
                -------------------------------  --------  ----------------  -------
                age_out_of_range, line_rejected  rejected  age_out_of_range        1
                age_out_of_range, line_rejected  rejected  line_rejected           1
                last_name_missing                inserted                          1
                last_name_missing                rejected  age_not_whole           1
                last_name_missing                stale                             1
                not_json                         rejected  not_json                1
                6 rows""".split("\n"));
        assertThat(rest.lines().get(9))
                .startsWith("user  run 3 replayed: 6 read = 1 inserted + 0 updated + 0 unchanged + 1 stale + 0 dup");
        assertThat(scene.names()).containsExactly("1 Björk", "2 New L", "4 Ada L");
        assertThat(scene.warehouse.rows("user"))
                .extracting(row -> row.at("/_lineage/offset") + " by run " + row.at("/_lineage/run"))
                .containsExactly("0 by run 3", "2 by run 1", "4 by run 2");
        mustStayThatWay();
    }

    private void mustStayThatWay() {
        List<Long> versions = scene.versions();

        Call again = scene.call(ReplayQuarantine::new);

        assertThat(again.out())
                .isEqualTo("Nothing is new: today's rules reject all 3 lines again, for the same reasons.\n");
        assertThat(scene.versions()).isEqualTo(versions);
        assertThat(scene.list().lines())
                .last()
                .isEqualTo("user  6 lines rejected - 3 good after replay = 3 in quarantine");
        assertThat(scene.runs().lines().get(3)).endsWith("replay: lines of reason line_rejected");
        assertThat(scene.runs().lines().get(4)).contains(" committed ").endsWith("replay: all lines");
        Call wrong = scene.call(ReplayQuarantine::new, "--reason", "no_json");
        assertThat(wrong.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(wrong.err())
                .isEqualTo("Cannot replay the quarantine of user: no line there has the reason no_json."
                        + " There are: age_not_whole, age_out_of_range, line_rejected, not_json.\n");
    }

    @Test
    void aReplayThatWasKilledIsFinishedByTheNextRunAndOneOfObjectsIsNotByAReplay() {
        assertThatThrownBy(() -> scene.inHand(Milestone.WRITTEN).replay(Choice.ALL))
                .isInstanceOf(RejectedScene.Killed.class);
        assertThat(scene.names()).hasSize(3);
        assertThat(scene.warehouse.quarantine("user").count()).isEqualTo(6);
        scene.land(7, RejectedScene.NAMED.formatted(7, "Zoë"));

        List<Report> reports = scene.clean();

        assertThat(reports).extracting(Report::kind).containsExactly(Kind.REPLAY, Kind.CLEAN);
        assertThat(reports.get(0).line())
                .startsWith("user  run 2 replayed: 8 read = 2 inserted + 0 updated + 0 unchanged + 1 stale + 1 dup");
        assertThat(reports.get(0).counts().quarantined()).isEqualTo(-3);
        assertThat(reports.get(1).counts().lines())
                .as("a replay moves no bookmark")
                .isEqualTo(1);
        assertThat(scene.names()).containsExactly("1 Björk", "2 New L", "4 Ada L", "7 Zoë L");
        assertThat(scene.warehouse.quarantine("user").count()).isEqualTo(3);

        scene.warehouse.forgetEndOf(USER);
        Call replay = scene.call(ReplayQuarantine::new);
        assertThat(replay.exit()).isEqualTo(Exit.BROKEN);
        assertThat(replay.err())
                .isEqualTo("Cannot replay the quarantine of user: run 3 has not ended."
                        + " Run `pinpipe clean user`, then try again.\n");
    }
}
