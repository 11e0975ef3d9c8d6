package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cli.Command;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.tables.UserTable;

/** What somebody reads who has asked for something that cannot be: one sentence, and what to do. */
@Tag("once")
class BadInputTest {
    private final Fixture user = new Fixture("user");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @BeforeEach
    void findTheSession() {
        LocalSpark.spark();
    }

    @Test
    void aLandingThatIsNotThereIsNamed() {
        assertThat(clean()).isEqualTo(Exit.ASKED_WRONGLY);
        assertSaid("Cannot clean user: there is no folder file:%s. Check --landing, the folder that holds topics/."
                .formatted(landing()));
    }

    @Test
    void aLandingWithoutTopicsSaysSo() throws IOException {
        Files.createDirectories(landing());

        assertThat(clean()).isEqualTo(Exit.ASKED_WRONGLY);
        assertSaid(
                "Cannot clean user: no object of topic %s has landed in file:%s/topics. Check --landing and --prefix; no topic is there."
                        .formatted(user.topic(), landing()));
    }

    @Test
    void aPrefixUnderWhichNothingLandedNamesTheTopicsThatDid() {
        land();

        assertThat(clean("--prefix", "x")).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .startsWith("Cannot clean user: no object of topic x.user has landed")
                .endsWith("the topics there are %s.\n".formatted(user.topic()))
                .hasLineCount(1);
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        assertThat(clean("--max-rejected-shar", "1")).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .startsWith("Cannot clean user: --max-rejected-shar is not an option of this command"
                        + " (did you mean --max-rejected-share?)")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--landing", "--warehouse"})
    void aUriOfAnUnknownSchemeIsAskedWrongly(String option) {
        land();

        assertThat(clean(option, "foo://x")).isEqualTo(Exit.ASKED_WRONGLY);
        assertSaid("Cannot clean user: No FileSystem for scheme \"foo\"."
                + " Name a local path, or a URI that begins with file:, s3a: or s3:.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "SPARK"})
    void anObjectThatIsNoGzipIsNamedAndNothingIsWritten(String reading) throws IOException {
        Path object = landing().resolve(user.path("partition=0", 0, ".gz"));
        Files.createDirectories(object.getParent());
        Files.writeString(object, "no gzip at all");

        assertThat(clean("--read", reading)).isEqualTo(Exit.DATA_REJECTED);
        assertObjectIsNamed();
        assertThat(warehouse().resolve("user")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "SPARK"})
    void anObjectThatEndsTooEarlyIsNamedAndMendedByARebuild(String reading) throws IOException {
        Path object = landing().resolve(user.path("partition=0", 0, ".gz"));
        Fixture.write(object, user.landed(), true);
        byte[] whole = Files.readAllBytes(object);
        Files.write(object, Arrays.copyOf(whole, whole.length / 2));

        assertThat(clean("--read", reading)).isEqualTo(Exit.DATA_REJECTED);
        assertObjectIsNamed();
        assertThat(warehouse().resolve("user")).doesNotExist();

        Files.write(object, whole);
        assertThat(clean("--rebuild")).isEqualTo(Exit.DONE);
        assertThat(new Warehouse(warehouse()).rows("user")).hasSize(user.clean().size());
    }

    @ParameterizedTest
    @CsvSource({"file/w, a file is where a folder must be", "/proc/w, no folder can be made there"})
    void aWarehouseThatCannotBeWrittenIsAskedWrongly(String place, String why) throws IOException {
        land();
        Files.writeString(folder.resolve("file"), "");

        assertThat(clean("--warehouse", folder.resolve(place).toString())).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).startsWith("Cannot clean user: " + why).hasLineCount(1);
    }

    @Test
    void aReportThatCannotBeWrittenDoesNotHideThatTheRunIsDone() throws IOException {
        land();
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(clean("--report", file.resolve("report.json").toString())).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .startsWith("Cannot write the report to %s/report.json: ".formatted(file))
                .contains("`pinpipe show _runs`")
                .hasLineCount(1);
        assertThat(new Warehouse(warehouse()).rows("user")).isNotEmpty();
    }

    @Test
    void aFolderForTheReportIsMade() {
        land();
        Path report = folder.resolve("new/folder/report.json");

        assertThat(clean("--report", report.toString())).isEqualTo(Exit.DONE);
        assertThat(report).isNotEmptyFile();
    }

    @Test
    void tooManyRejectedRecordsLeaveTableAndQuarantineAlone() throws IOException {
        land();
        Path report = folder.resolve("report.json");

        assertThat(clean("--max-rejected-share", "0.01", "--report", report.toString()))
                .isEqualTo(Exit.DATA_REJECTED);
        assertThat(err())
                .startsWith("Cannot clean user: ")
                .contains("% of ", "records rejected (allowed 1.0%), mostly ")
                .hasLineCount(1);
        assertThat(warehouse().resolve("user")).doesNotExist();
        assertThat(warehouse().resolve("_quarantine")).doesNotExist();
        assertThat(Fixture.node(Files.readString(report)).at("/runs/0/reasons")).isNotEmpty();
    }

    @Test
    void whatAKilledWriteLeftIsNoObjectAndNothingToWarnOf() throws IOException {
        land();
        Path object = landing().resolve(user.path("partition=0", 0, ""));
        Files.writeString(object.resolveSibling("." + object.getFileName() + ".unfinished"), "{\"ind");
        Files.writeString(object.resolveSibling("odd.json"), "{}");
        Path report = folder.resolve("report.json");

        assertThat(clean("--report", report.toString())).isEqualTo(Exit.DONE);
        assertThat(Fixture.node(Files.readString(report)).at("/runs/0/warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.asText()).endsWith("/partition=0/odd.json"));
    }

    @Test
    void aMissingTableNamesThoseThatAreThere() {
        land();
        assertThat(run(new ShowTable(), "user", "--warehouse", warehouse().toString()))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertSaid(
                "Cannot show user: there is no such table in file:%s. No table is there: check --warehouse, or run `pinpipe clean` first."
                        .formatted(warehouse()));
        clean();
        err.reset();

        assertThat(run(new ShowTable(), "users", "--warehouse", warehouse().toString()))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .endsWith("There are: _key_versions/user, _quarantine/user, _runs/user, user.\n")
                .hasLineCount(1);
    }

    private void assertObjectIsNamed() {
        assertThat(err())
                .startsWith(
                        "Cannot clean user: %s cannot be read whole (".formatted(user.path("partition=0", 0, ".gz")))
                .endsWith("). Put the whole object in its place, then run again with --rebuild.\n")
                .hasLineCount(1);
    }

    private void assertSaid(String sentence) {
        assertThat(err()).isEqualTo(sentence + "\n");
    }

    private void land() {
        user.land(landing(), 0, user.landed(), 1000);
    }

    /** Any share may be rejected and the fixture's prefix holds, unless something else is asked. */
    private Exit clean(String... asked) {
        List<String> given = List.of(asked);
        Stream<String> usual = Stream.of(
                        List.of("--landing", landing().toString()),
                        List.of("--prefix", Fixture.PREFIX),
                        List.of("--warehouse", warehouse().toString()),
                        List.of("--max-rejected-share", "1"))
                .filter(option -> !given.contains(option.get(0)))
                .flatMap(List::stream);
        return run(
                new Clean("clean user", UserTable.USER),
                Stream.concat(usual, given.stream()).toArray(String[]::new));
    }

    private Exit run(Command command, String... args) {
        PrintStream stream = new PrintStream(err, true, UTF_8);
        return new Console(stream, stream).run(command, args);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private Path warehouse() {
        return folder.resolve("warehouse");
    }
}
