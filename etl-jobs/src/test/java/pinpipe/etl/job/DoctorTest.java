package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.doctor.Finding;
import pinpipe.etl.doctor.Place;
import pinpipe.etl.doctor.Readers;
import pinpipe.etl.doctor.Retention;
import pinpipe.etl.doctor.Writers;
import pinpipe.etl.io.DeletionVectors;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.FailingObjectStore;

/** What the doctor says of places that are well and of places that are not. */
class DoctorTest {
    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void aPlaceThatIsWellIsLeftAsItWas() throws IOException {
        land();
        Call call = examine(warehouse().resolve("new/below").toString());

        assertThat(call.exit()).as(call.out()).isEqualTo(Exit.DONE);
        assertThat(call.err()).isEmpty();
        assertThat(call.out())
                .contains(
                        "ok    versions    — Spark ",
                        "ok    credentials — none are needed: no URI is on S3",
                        "ok    landing     — file:%s can be listed and read".formatted(landing()),
                        "ok    layout      — %s: 2 of 2 names understood, in folders partition=<n>/"
                                .formatted(user.topic()),
                        "warn  layout      — nothing of %1$s.pin, %1$s.geo has landed yet".formatted(Fixture.PREFIX),
                        "ok    warehouse   — ",
                        "ok    clock       — the store's and this machine's are 0 s apart or less",
                        "ok    writers     — two runs of one table keep each other out by a lease",
                        "ok    writers     — any two drivers at one table exclude each other on file:",
                        "ok    runs        — nothing has run here yet",
                        "ok    retention   — no Delta table is here yet",
                        "ok    readers     — no Delta table is here yet");
        assertThat(warehouse()).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(landing());
        }
    }

    @Test
    void anUnfinishedRunIsToldOfAndOneOlderThanWhatDeltaKeepsFails() throws IOException {
        land();
        Warehouse warehouse = new Warehouse(warehouse());
        warehouse.clean(USER, landing());
        assertThat(examine(warehouse().toString()).out())
                .contains("ok    runs        — every run of user has its end")
                .contains("ok    retention   — user: what a killed run needs is kept 7 days");
        warehouse.forgetEndOf(USER);

        Call call = examine(warehouse().toString());

        assertThat(call.exit()).isEqualTo(Exit.DONE);
        assertThat(call.out())
                .containsPattern(
                        "warn  runs        — run 1 of user, planned at [-: \\d]+ UTC by test [-0-9a-f]+, has no end")
                .contains("`pinpipe clean user` finishes it first.");

        LocalSpark.spark()
                .sql(
                        "ALTER TABLE delta.`%s/user` SET TBLPROPERTIES (delta.deletedFileRetentionDuration = 'interval 2 days')"
                                .formatted(warehouse()));
        Place place = new Place(LocalSpark.spark(), warehouse().toString());
        List<Finding> later = new Retention(place, Instant.now().plus(Duration.ofDays(3))).findings();
        assertThat(later).extracting(Finding::level).containsExactly(Finding.Level.WARN, Finding.Level.FAIL);
        assertThat(later.get(1).remedy()).isEqualTo("Make the table anew: `pinpipe clean user --rebuild`.");
    }

    @Test
    void whatFailsIsSaidWithItsRemedyAndTheRestIsLookedAtAllTheSame() {
        Call call = examine("/proc/warehouse");

        assertThat(call.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(call.out())
                .contains("fail  landing     — there is no folder file:%s. Check --landing".formatted(landing()))
                .contains("warn  layout      — not looked at, because of what failed above")
                .contains("fail  warehouse   — Cannot write in the warehouse: no folder can be made there (")
                .contains("warn  retention   — not looked at, because of what failed above");
        assertThat(call.err())
                .isEqualTo(
                        "Cannot clean safely: landing, warehouse are not well. Do what the lines that begin with fail say, then run `pinpipe doctor` again.\n");
    }

    @Test
    void beforeTheFirstLandingTheFolderNeedNotBeThere() {
        String[] place = {
            "--landing",
            landing().toString(),
            "--prefix",
            "x",
            "--warehouse",
            warehouse().toString(),
            "--before-land"
        };

        Call call = Call.of(Doctor::new, place);

        assertThat(call.exit()).as(call.out()).isEqualTo(Exit.DONE);
        assertThat(call.out())
                .contains("warn  landing     — there is no folder file:" + landing())
                .doesNotContain("layout");
    }

    @Test
    void aStoreThatBreaksInTheMiddleOfAWriteLeavesNothingAndMayBeTriedAgain() throws IOException {
        land();
        FailingObjectStore.failAfter(0, LocalSpark.spark());
        Files.createDirectories(warehouse());

        Call call = examine(FailingObjectStore.uri(warehouse()));

        assertThat(call.exit()).isEqualTo(Exit.BROKEN);
        assertThat(call.out())
                .contains("fail  warehouse   — Cannot write in the warehouse: the disk is on fire")
                .contains("ok    landing ");
        assertThat(warehouse()).isEmptyDirectory();
    }

    @Test
    void aStoreThatMakesAnObjectTwiceIsWarnedOf() {
        Place place = new Place(LocalSpark.spark(), "s3a://bucket/warehouse");

        List<Finding> findings = new Writers(place, () -> false).findings();

        assertThat(findings).extracting(Finding::level).containsExactly(Finding.Level.WARN, Finding.Level.WARN);
        assertThat(findings.get(0).remedy())
                .isEqualTo(
                        "Let one job a table run at a time (Airflow: max_active_runs=1), or use a store that honours If-None-Match.");
    }

    @Test
    void aPrefixUnderWhichNothingLandedNamesTheTopicsThatDid() {
        land();

        Call call = Call.of(
                Doctor::new,
                "--landing",
                landing().toString(),
                "--prefix",
                "x",
                "--warehouse",
                warehouse().toString());

        assertThat(call.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(call.out())
                .contains(
                        "fail  layout      — nothing of x.pin, x.geo, x.user has landed. Check --prefix; the topics there are: %s."
                                .formatted(user.topic()));
    }

    @Test
    void itIsSaidWhoCannotReadATable() {
        land();
        new Warehouse(warehouse()).clean(USER, landing());
        Path other = folder.resolve("other");
        new Warehouse(other, (spark, root) -> new DeltaTables(spark, root, DeletionVectors.OFF)).clean(USER, landing());

        assertThat(readers(warehouse()))
                .startsWith("user: with deletion vectors, which these cannot read: Delta Lake before 2.3, ");
        assertThat(readers(other))
                .isEqualTo("user: without deletion vectors, so any reader of Delta tables can read them");
    }

    private static String readers(Path warehouse) {
        try {
            List<Finding> findings = new Readers(new Place(LocalSpark.spark(), warehouse.toString())).findings();
            assertThat(findings).extracting(Finding::level).containsExactly(Finding.Level.OK);
            return findings.get(0).detail();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void land() {
        user.land(landing(), 0, List.of("{\"ind\":1,\"date_joined\":\"2016-03-01T08:00:00\"}", "broken"), 1);
    }

    private Call examine(String uri) {
        return Call.of(Doctor::new, "--landing", landing().toString(), "--prefix", Fixture.PREFIX, "--warehouse", uri);
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private Path warehouse() {
        return folder.resolve("warehouse");
    }
}
