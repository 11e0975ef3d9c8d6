package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.io.Choice;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.run.Kind;
import pinpipe.etl.run.Milestone;
import pinpipe.etl.run.QuarantineBalance;
import pinpipe.etl.run.Report;

/** What becomes of rejected lines that are thrown away. */
@Tag("once")
class DiscardQuarantineTest {
    @TempDir
    Path folder;

    @Test
    void whatIsDiscardedIsSaidBeforeAndKeptInTheLedgerAndTheBooksAddUp() {
        RejectedScene scene = new RejectedScene(folder);
        oneLineAgainAndOneMoreByARunThatARebuildLeavesBehind(scene);
        List<Long> versions = scene.versions();

        Call asked = scene.call(DiscardQuarantine::new, "--reason", "not_json");

        assertThat(asked.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(asked.lines()).containsExactly("reason    lines", "--------  -----", "not_json      2", "1 row");
        assertThat(asked.err())
                .isEqualTo("Cannot discard from the quarantine of user: it would throw 2 lines away for good, with the"
                        + " reasons above, and --yes was not said. Look at them by `pinpipe quarantine show user`, then"
                        + " say --yes.\n");
        assertThat(scene.call(DiscardQuarantine::new, "--older-than", "90d", "--yes")
                        .out())
                .isEqualTo("No such line of user is in quarantine.\n");
        assertThat(scene.versions()).isEqualTo(versions);

        Call discarded = scene.call(DiscardQuarantine::new, "--reason", "not_json", "--run", "1", "--yes");

        assertThat(discarded.out()).startsWith("user  run 4 discarded 1 line, in ");
        assertThat(scene.warehouse
                        .quarantine("user")
                        .where("array_contains(reasons, 'not_json')")
                        .select("raw")
                        .first()
                        .getString(0))
                .isEqualTo("{torn");
        assertThat(scene.runs().lines()).last().asString().endsWith("discard: lines of reason not_json, of run 1");
        aKilledOneIsFinishedByTheNextRun(scene);
        assertThat(scene.list().lines()).last().isEqualTo("user  7 lines rejected - 2 discarded = 5 in quarantine");
    }

    /** Three more rejected lines, of which one is new: {@code {torn}. */
    private static void oneLineAgainAndOneMoreByARunThatARebuildLeavesBehind(RejectedScene scene) {
        scene.land(6, "{cut", "{torn");
        scene.clean();
        scene.warehouse.forgetEndOf(USER);
        scene.warehouse.clean(USER, scene.landing(), Landing.Reading.AUTO, Duration.ZERO, true);
    }

    private static void aKilledOneIsFinishedByTheNextRun(RejectedScene scene) {
        Choice old = Choice.of("age_not_whole", null).rejectedBefore(Instant.now());
        assertThatThrownBy(() -> scene.inHand(Milestone.READ).discard(old)).isInstanceOf(RejectedScene.Killed.class);
        assertThat(scene.warehouse.quarantine("user").count()).isEqualTo(6);

        List<Report> reports = scene.clean();

        assertThat(reports).extracting(Report::kind).containsExactly(Kind.DISCARD);
        assertThat(reports.get(0).counts().reasons()).containsOnlyKeys("age_not_whole");
    }

    @Test
    void somethingMustSayWhichLines() {
        Call call = Call.of(DiscardQuarantine::new, "users", "--warehouse", folder.toString(), "--yes");

        assertThat(call.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(call.err())
                .contains("TABLE must be one of pin, geo, user, was users")
                .contains("one of --reason, --run and --older-than must say which lines");
        assertThat(Call.of(DiscardQuarantine::new, "user", "--warehouse", "w", "--older-than", "3 months")
                        .err())
                .contains("--older-than must be a time such as 90d or 12h, was '3 months'");
    }

    @Test
    void booksThatDoNotAddUpSayWhatIsThere() {
        assertThat(new QuarantineBalance("user", 1_007, 1, 2, 0, 1_005).line())
                .isEqualTo(
                        "user  1,007 lines rejected - 1 good after replay - 2 discarded = 1,004 in quarantine, but 1,005 are there: something else writes it, or its ledger was made anew");
    }
}
