package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.stack.Launcher.Ended;

@Tag("launcher")
class LauncherTest {
    @TempDir
    Path folder;

    @Test
    void helpListsEveryCommand() throws Exception {
        Ended help = Launcher.in(folder).run("help");

        assertThat(help.exit()).isZero();
        for (String command :
                "demo stack produce gateway land plan clean stream query show doctor runs quarantine maintain forget bench test help completion"
                        .split(" ")) {
            assertThat(help.out()).containsPattern("(?m)^ +" + command + "  ");
        }
    }

    @Test
    void aloneItPrintsTheHelp() throws Exception {
        Launcher launcher = Launcher.in(folder);

        assertThat(launcher.run()).isEqualTo(launcher.run("help"));
    }

    @ParameterizedTest
    @CsvSource({
        "stack, --posts",
        "produce, --credentials",
        "gateway, --in-flight",
        "land, --landing",
        "plan, --max-rejected-share",
        "clean, --max-rejected-share",
        "stream, --checkpoint",
        "query, --output",
        "show, --limit",
        "doctor, --landing",
        "runs, --last",
        "quarantine, list",
        "forget, --receipt",
        "demo, --keep",
        "test, Usage",
        "completion, Usage"
    })
    void helpOfACommandShowsItsOptions(String command, String option) throws Exception {
        Ended help = Launcher.in(folder).run("help", command);

        assertThat(help.exit()).as(help.err()).isZero();
        assertThat(help.out()).contains(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin", "geo", "user", "all"})
    void eachTableIsCleanedByACommandOfItsOwn(String table) throws Exception {
        Ended help = Launcher.in(folder).run("clean", table, "--help");

        assertThat(help.exit()).as(help.err()).isZero();
        assertThat(help.out()).contains("--warehouse");
    }

    @ParameterizedTest
    @CsvSource({"list, --table", "show, --mask", "replay, --each", "discard, --older-than"})
    void eachActionOnTheQuarantineHasItsOwnHelp(String action, String option) throws Exception {
        assertThat(Launcher.in(folder).run("help", "quarantine", action).out()).contains(option);
    }

    @ParameterizedTest
    @CsvSource({"shwo, did you mean show?", "'', no action is named"})
    void anUnknownActionOnTheQuarantineNamesTheNearest(String written, String answer) throws Exception {
        Ended ended = Launcher.in(folder).run("quarantine", written);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("Cannot ").contains(answer).hasLineCount(1);
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        Ended version = Launcher.in(folder).run("--version");

        assertThat(version.out()).matches("pinpipe \\d+\\.\\d+\\.\\d+\\R");
        assertThat(Files.readString(Launcher.PROJECT.resolve("pom.xml")))
                .contains("<version>" + version.out().strip().split(" ")[1] + "</version>");
    }

    @ParameterizedTest
    @CsvSource({
        "claen, did you mean clean?",
        "prodce, did you mean produce?",
        "qeury, did you mean query?",
        "zzzzzz, no such command"
    })
    void anUnknownCommandNamesTheNearest(String written, String answer) throws Exception {
        Ended ended = Launcher.in(folder).run(written);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("Cannot run " + written).contains(answer);
    }

    @ParameterizedTest
    @CsvSource({"usr, did you mean user?", "pins, did you mean pin?", "'', no table is named"})
    void anUnknownTableNamesTheNearest(String written, String answer) throws Exception {
        Ended ended = Launcher.in(folder).run("clean", written);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("Cannot clean").contains(answer);
    }

    @Test
    void anUnknownOptionOfCleanNamesTheNearest() throws Exception {
        Ended ended = Launcher.in(folder).run("clean", "all", "--landnig", "x");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("Cannot clean")
                .contains("did you mean --landing?")
                .hasLineCount(1);
    }

    @Test
    void allThatIsWrongWithADemoIsSaidAtOnce() throws Exception {
        Ended ended =
                Launcher.in(folder).run("demo", "--post=3", "--posts", "none", "--rows", "nowhere", "--seconds=1");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .contains("--post=3", "did you mean --posts?", "'none'", "'nowhere'", "belongs to --live");
    }

    @Test
    void aRelativePathMeansTheFolderOfTheCaller() throws Exception {
        Files.createDirectory(folder.resolve("filled"));
        Files.createFile(folder.resolve("filled/something"));

        Ended ended = Launcher.in(folder).run("demo", "--dir", "filled");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("must be empty or new");
    }

    @Test
    void itRunsThroughAPathWithABlank() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("the project"), Launcher.PROJECT);

        Ended ended = Launcher.in(folder).of(link).run("query", "--help");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("--warehouse");
    }

    @Test
    void itsLinkOnThePathRunsTheProjectItPointsTo() throws Exception {
        Files.createSymbolicLink(folder.resolve("pinpipe"), Launcher.PROJECT.resolve("pinpipe"));

        assertThat(Launcher.in(folder).of(folder).run("--version").out()).startsWith("pinpipe ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionKnowsTheCommands(String shell) throws Exception {
        Ended ended = Launcher.in(folder).run("completion", shell);

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("demo stack produce", "complete ");
    }

    @Test
    void anUnknownSparkLineIsRefused() throws Exception {
        Ended ended = Launcher.in(folder).with("PINPIPE_SPARK", "spark99").run("clean", "all");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("spark35 or spark40");
    }

    @Test
    void endedWhileItLooksWhatIsStaleItLeavesNothing() throws Exception {
        Path started = folder.resolve("started");
        Path find = folder.resolve("find");
        Files.writeString(find, "#!/bin/sh\n: >'%s'\nsleep 1\n".formatted(started));
        Files.setPosixFilePermissions(find, PosixFilePermissions.fromString("rwx------"));
        Process launcher = Launcher.in(folder)
                .with("PATH", folder + ":" + System.getenv("PATH"))
                .start("produce", "--help");
        while (!Files.exists(started)) {
            assertThat(launcher.isAlive()).isTrue();
            Thread.sleep(10);
        }
        List<ProcessHandle> helpers = launcher.descendants().toList();

        launcher.toHandle().destroy();

        assertThat(launcher.waitFor()).isEqualTo(128 + 15);
        assertThat(helpers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }
}
