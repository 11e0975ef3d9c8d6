package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.Landing;

/** More objects than one run takes, here ten: runs follow one another until none is left. */
class ManyObjectsTest {
    private static final int A_RUN = 10;
    private static final int OBJECTS = 25;

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");
    private Path landing;
    private Warehouse undisturbed;

    @BeforeEach
    void landAndCleanInOneRun() {
        landing = user.land(folder.resolve("landing"), 0, user.landed().subList(0, OBJECTS), 1);
        undisturbed = new Warehouse(folder.resolve("undisturbed"));
        undisturbed.clean(USER, landing);
    }

    @Test
    void theyBecomeRunsThatTogetherGiveTheSameTable() throws IOException {
        List<Report> reports = run(Duration.ZERO, step -> {}).run(false);

        assertThat(reports).hasSize(3);
        assertThat(reports).extracting(Report::status).containsOnly("committed");
        assertThat(reports.stream().mapToLong(report -> report.source().objects()))
                .as("objects")
                .allMatch(each -> each <= A_RUN);
        assertThat(reports.stream().mapToLong(report -> report.counts().lines()).sum())
                .isEqualTo(OBJECTS);
        mustBeTheSame();
        assertThat(run(Duration.ZERO, step -> {}).run(false))
                .extracting(Report::status)
                .containsExactly("nothing_new");
    }

    @Test
    void killedInTheSecondOfThemTheNextCommandGoesOn() throws IOException {
        int[] plans = {0};
        LandingRun killed = run(Duration.ZERO, step -> {
            if (step == Milestone.PLANNED && ++plans[0] == 2) {
                throw new StreamScene.Killed();
            }
        });

        assertThatThrownBy(() -> killed.run(false)).isInstanceOf(StreamScene.Killed.class);
        run(Duration.ZERO, step -> {}).run(false);

        mustBeTheSame();
    }

    @Test
    void whatWaitsForAGapEndsThem() throws IOException {
        Path twelfth = landing.resolve(user.path("partition=0", 12, ""));
        Path aside = folder.resolve("aside");
        Files.move(twelfth, aside);
        Files.setLastModifiedTime(
                landing.resolve(user.path("partition=0", 13, "")),
                FileTime.from(Instant.now().plusSeconds(60)));

        List<Report> reports = run(Duration.ofMinutes(15), step -> {}).run(false);

        assertThat(reports).hasSizeLessThanOrEqualTo(3);
        assertThat(reports.stream()
                        .mapToLong(report -> report.source().objects())
                        .sum())
                .isEqualTo(12);

        Files.move(aside, twelfth);
        run(Duration.ZERO, step -> {}).run(false);

        mustBeTheSame();
    }

    @Test
    void aRebuildIsOneRun() throws IOException {
        run(Duration.ZERO, step -> {}).run(false);

        List<Report> reports = run(Duration.ZERO, step -> {}).run(true);

        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).source().objects()).isEqualTo(OBJECTS);
        mustBeTheSame();
    }

    @Test
    void aPlanIsOfTheFirstRunAndSaysThatOthersFollow() throws IOException {
        Report plan = run(Duration.ZERO, step -> {}).plan(false);

        assertThat(plan.source().objects()).isEqualTo(A_RUN);
        assertThat(plan.warnings())
                .containsExactly(
                        "user: %d objects more have landed; they are runs of their own, which follow this one at once."
                                .formatted(OBJECTS - A_RUN));
    }

    /** But for the places: what a later run hears again stays where it was. */
    private void mustBeTheSame() {
        assertThat(Warehouse.withoutLineage(new Warehouse(folder.resolve("warehouse")).rows("user")))
                .isEqualTo(Warehouse.withoutLineage(undisturbed.rows("user")));
    }

    private LandingRun run(Duration grace, Milestone.Watcher watcher) throws IOException {
        SparkSession spark = LocalSpark.spark();
        String root =
                Store.at(spark, folder.resolve("warehouse").toString()).root().toString();
        TableJob job = new TableJob(USER, new DeltaTables(spark, root), spark, root, Budget.UNLIMITED);
        RunLedger ledger = new RunLedger(spark, root, USER, "test " + UUID.randomUUID());
        Landing landed = new Landing(spark, landing.toUri().toString(), Landing.Reading.AUTO);
        return new LandingRun(landed, user.topic(), job, ledger, grace, watcher).taking(A_RUN);
    }
}
