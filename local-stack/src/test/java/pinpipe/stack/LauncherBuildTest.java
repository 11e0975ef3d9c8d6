package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.stack.Launcher.Ended;

/** When the launcher builds, and what; on a copy of its scripts, with a Maven and a Java that only note what is asked of them. */
@Tag("launcher")
class LauncherBuildTest {
    @TempDir
    Path folder;

    private ProjectCopy project;

    @BeforeEach
    void copy() throws IOException {
        project = ProjectCopy.in(folder.resolve("a project"));
    }

    @Test
    void theFirstCallBuildsWhatItNeedsAndRunsIt() throws Exception {
        Ended ended = project.launcher().run("produce", "--to", "console");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).startsWith("Building producer (").hasLineCount(1);
        assertThat(project.builds()).singleElement().asString().contains("package -pl producer -am");
        assertThat(ended.out()).endsWith("pinpipe.producer.Produce\n--to\nconsole\n");
    }

    @Test
    void nothingIsBuiltWhileNothingChanges() throws Exception {
        project.launcher().run("produce");

        Ended again = project.launcher().run("produce");

        assertThat(again.err()).isEmpty();
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void aChangeInAModuleBelowIsBuilt() throws Exception {
        project.launcher().run("produce");
        change("command-line/src/main/java/Exit.java");

        project.launcher().run("produce");

        assertThat(project.builds()).hasSize(2);
    }

    @Test
    void aChangeInTestsOrElsewhereIsNot() throws Exception {
        project.launcher().run("produce");
        change("producer/src/test/java/ExitTest.java");
        change("queries/src/main/java/Query.java");

        project.launcher().run("produce");

        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void aLibraryThatIsGoneIsFetchedAgain() throws Exception {
        project.launcher().run("produce");
        Files.delete(project.library());

        project.launcher().run("produce");

        assertThat(project.builds()).hasSize(2);
    }

    @Test
    void launchersThatStartTogetherBuildOnce() throws Exception {
        Process one = project.launcher().start("produce");
        Process other = project.launcher().start("produce");

        assertThat(List.of(one.waitFor(), other.waitFor())).containsOnly(0);
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void aFailedBuildShowsItsErrorsAndItsLog() throws Exception {
        project.mavenDoes(
                "echo '[INFO] fine'; echo '[ERROR] Exit.java:[3,1] no such class'; echo '[ERROR] -> [Help 1]'; exit 1");

        Ended ended = project.launcher().run("produce");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .contains("Exit.java:[3,1] no such class", "build.log")
                .doesNotContain("fine", "Help");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void anOldMavenIsRefused() throws Exception {
        project.mavenIs("3.6.3");

        Ended ended = project.launcher().run("produce");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("Cannot build pinpipe: mvn is 3.6.3. Install Maven 3.8 or newer of the 3 line.\n");
    }

    @Test
    void anotherJavaIsRefused() throws Exception {
        project.javaIs("11.0.2");

        Ended ended = project.launcher().run("produce");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("it is Java 11.0.2", "Set JAVA_HOME to a JDK 17.");
    }

    @Test
    void aMissingJavaIsSaidInOneSentence() throws Exception {
        Ended ended = project.launcher().with("JAVA_HOME", folder).run("produce");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("Cannot find Java: JAVA_HOME is").hasLineCount(1);
    }

    @Test
    void sparkCommandsGetSparksFlags() throws Exception {
        Ended ended = project.launcher().with("PINPIPE_HEAP", "2g").run("clean", "pin", "--verbose");

        assertThat(ended.out())
                .contains(
                        "@" + project.root() + "/etl-jobs/jvm.options\n",
                        "-Xmx2g\n",
                        "-Dspark.ui.enabled=false\n",
                        "-Dpinpipe.log.level=info\n")
                .endsWith("pinpipe.etl.job.CleanPin\n--verbose\n");
    }

    private void change(String file) throws IOException {
        Path path = project.root().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "// changed");
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(5)));
    }
}
