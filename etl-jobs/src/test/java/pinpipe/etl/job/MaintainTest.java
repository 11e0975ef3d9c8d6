package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.Store;
import pinpipe.etl.run.Milestone;
import pinpipe.etl.run.Report;

/** What is packed and dropped, and what is left alone. */
class MaintainTest {
    private static final Instant IN_A_MONTH = Instant.now().plus(Duration.ofDays(30));

    @TempDir
    Path folder;

    private final Fixture users = new Fixture("user");
    private Warehouse warehouse;

    @Test
    void smallFilesArePackedOldOnesDroppedAndNoRowChanges() throws Exception {
        threeRuns();
        List<JsonNode> rows = warehouse.rows("user");
        List<JsonNode> rejected = warehouse.rows("_quarantine/user");
        List<JsonNode> runs = warehouse.rows("_runs/user");

        Call kept = maintain(
                "--pack-landing", "--landing=" + landing(), "--prefix=" + Fixture.PREFIX, "--pack-after-days=0");
        Call again = maintain("--keep-days", "1");

        assertThat(kept.exit()).as(kept.err()).isEqualTo(Exit.DONE);
        assertThat(kept.lines()).first().asString().matches("user: \\d small files became 1, 0 old files dropped");
        assertThat(kept.out())
                .contains("_quarantine/user: 3 small files became 1")
                .contains("_runs/user: ")
                .endsWith("landing of %s: 2 small objects became 1%n".formatted(users.topic()));
        assertThat(again.out()).contains("user: no small files, 0 old files dropped");
        assertThat(warehouse.rows("user")).isEqualTo(rows);
        assertThat(warehouse.rows("_quarantine/user")).isEqualTo(rejected);
        assertThat(warehouse.rows("_runs/user").subList(0, runs.size())).isEqualTo(runs);

        assertThat(warehouse.clean(USER, landing())).extracting(Report::status).containsExactly("nothing_new");
        aTableThatIsHeldOrHasARunThatHasNotEndedIsLeftAlone();
    }

    private void aTableThatIsHeldOrHasARunThatHasNotEndedIsLeftAlone() throws Exception {
        users.land(landing(), 6, List.of(user(7)), 1);
        assertThatThrownBy(() -> warehouse.clean(LocalSpark.spark(), USER, landing(), step -> {
                    if (step == Milestone.PLANNED) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessageContaining("killed");

        Call open = maintain();

        assertThat(open.lines())
                .containsExactly("user: left alone; run 5 has not ended, and needs what would be dropped."
                        + " Run `pinpipe clean user` first.");
        warehouse.clean(USER, landing());
        Store store = Store.at(LocalSpark.spark(), folder.resolve("warehouse").toString());
        try (Lease lease =
                Lease.take(store, "user", "clean user", "a job elsewhere", Clock.fixed(IN_A_MONTH, ZoneOffset.UTC))) {
            Call held = maintain();
            lease.mustHold();

            assertThat(held.exit()).isEqualTo(Exit.BROKEN);
            assertThat(held.err()).startsWith("Cannot maintain user: a job elsewhere holds it until ");
        }
    }

    @Test
    void whatIsOddIsSaidAtOnce() {
        Call odd = maintain("--keep-days", "0", "--within-minutes", "0");
        Call unsaid = maintain("--pack-landing");

        assertThat(odd.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(odd.err())
                .contains("--keep-days must be at least 1, was 0")
                .contains("--within-minutes must be at least 1, was 0");
        assertThat(unsaid.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(unsaid.err()).contains("--landing").contains("--prefix");
    }

    private void threeRuns() {
        warehouse = new Warehouse(folder.resolve("warehouse"));
        for (int run = 0; run < 3; run++) {
            users.land(landing(), run * 2L, List.of(user(run), "not json"), 2);
            warehouse.clean(USER, landing());
        }
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private Call maintain(String... more) {
        List<String> options = new ArrayList<>(
                List.of("--warehouse", folder.resolve("warehouse").toString()));
        options.addAll(List.of(more));
        return Call.of(out -> new Maintain(out, Clock.systemUTC()), options.toArray(String[]::new));
    }

    private static String user(int ind) {
        return "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L\",\"age\":36,\"date_joined\":\"2016-03-01T08:00:00\"}"
                .formatted(ind);
    }
}
