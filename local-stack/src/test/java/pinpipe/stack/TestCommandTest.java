package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.stack.Launcher.Ended;

/** What {@code ./pinpipe test} runs, with a Maven that only notes what is asked of it. */
@Tag("launcher")
class TestCommandTest {
    @TempDir
    Path folder;

    private ProjectCopy project;

    @BeforeEach
    void copy() throws IOException {
        project = ProjectCopy.in(folder.resolve("a project"));
    }

    @Test
    void allPartsRunOnBothSparkLinesAndInAnotherZone() throws Exception {
        Ended ended = project.launcher().run("test");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(project.builds())
                .anyMatch(call -> call.contains("-Pspark35 verify"))
                .anyMatch(call -> call.contains("-Pspark40 verify") && call.contains("America/New_York"))
                .anyMatch(call -> call.contains("-Dtest.groups=launcher"));
        assertThat(project.pythons())
                .filteredOn(call -> call.startsWith("python -m pytest"))
                .hasSize(2);
        assertThat(ended.out()).contains("passed  all modules, Spark 3.5").doesNotContain("FAILED");
    }

    @Test
    void longTestsRunOnlyWhenAllAreAskedFor() throws Exception {
        project.launcher().run("test");
        assertThat(project.builds()).anyMatch(call -> call.contains("-Dtest.groups.left.out=launcher,soak,long"));
        assertThat(project.pythons()).anyMatch(call -> call.contains("--ignore tests/test_daily_run.py"));

        ProjectCopy other = ProjectCopy.in(folder.resolve("another"));
        other.launcher().run("test", "--all");
        assertThat(other.builds()).noneMatch(call -> call.contains("long"));
        assertThat(other.pythons()).noneMatch(call -> call.contains("--ignore"));
    }

    @Test
    void aFailedPartIsNamedAndHidesNoOther() throws Exception {
        project.mavenDoes("[[ $* != *spark40* ]] || exit 1");

        Ended ended = project.launcher().run("test");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).contains("FAILED  Spark modules, Spark 4.0", "passed  launcher");
        assertThat(ended.err()).contains("Cannot pass the tests: Spark modules, Spark 4.0");
    }
}
