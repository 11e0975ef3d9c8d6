package pinpipe.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("launcher")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DemoTest {
    private static final String[] ANSWERS = {
        "most_popular_category_by_country",
        "most_popular_category_by_year",
        "top_user_by_country",
        "country_with_top_user",
        "most_popular_category_by_age_group",
        "median_followers_by_age_group",
        "users_joined_by_year",
        "median_followers_by_join_year",
        "median_followers_by_join_year_and_age_group"
    };

    /** Where the demo finds the place for temporary folders, and nothing else does. */
    @TempDir
    Path temporary;

    @TempDir
    Path folder;

    private final StringBuilder said = new StringBuilder();
    private final Set<ProcessHandle> started = new HashSet<>();

    @Test
    void itEndsWithNineAnswersAndLeavesNothing() throws Exception {
        Process demo = start("--posts", "60");

        readUntil(demo, null);

        assertThat(demo.waitFor()).as("%s", said).isZero();
        assertThat(said).contains(ANSWERS).contains("All of it is removed now.");
        assertNothingIsLeft();
    }

    @Test
    void liveItTellsOfEachBatchEndsByItselfAndLeavesNothing() throws Exception {
        Process demo = start("--live", "--seconds=1", "--posts=20");

        readUntil(demo, null);

        assertThat(demo.waitFor()).as("%s", said).isZero();
        for (String table : new String[] {"pin", "geo", "user"}) {
            assertThat(said).containsPattern("(?m)^\\d\\d:\\d\\d:\\d\\d +" + table + " +1 .* s$");
        }
        assertNothingIsLeft();
    }

    @Test
    void whatIsKeptLiesInTheNamedFolder() throws Exception {
        Process demo = start("--posts=20", "--dir", "kept here");

        readUntil(demo, null);

        assertThat(demo.waitFor()).as("%s", said).isZero();
        assertThat(folder.resolve("kept here/report.json")).isNotEmptyFile();
        for (String answer : ANSWERS) {
            assertThat(folder.resolve("kept here/answers/" + answer + ".csv")).isNotEmptyFile();
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "produce", "clean all"})
    void endedInTheMiddleItLeavesNothing(String step) throws Exception {
        Process demo = start("--posts", "60");
        readUntil(demo, "$ ./pinpipe " + step);
        awaitChild(demo);

        // Not Process.destroy(), which would close what it still says.
        demo.toHandle().destroy();

        readUntil(demo, null);
        assertThat(demo.waitFor()).as("%s", said).isEqualTo(128 + 15);
        assertNothingIsLeft();
    }

    private Process start(String... options) throws IOException {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "demo";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Launcher.in(folder).with("TMPDIR", temporary).start(arguments);
    }

    /** Reads what it says up to a line that begins so, or all of it; notes the processes that are there at each line. */
    private void readUntil(Process demo, String beginning) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(demo.getInputStream(), UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            noteChildren(demo);
            if (beginning != null && line.startsWith(beginning)) {
                return;
            }
        }
        assertThat(beginning).as("It ended before it came there:%n%s", said).isNull();
    }

    /** A step is said before it is started: without this, nothing may be there yet that could be left. */
    private void awaitChild(Process demo) throws InterruptedException {
        for (noteChildren(demo); started.isEmpty(); noteChildren(demo)) {
            assertThat(demo.isAlive()).as("%s", said).isTrue();
            Thread.sleep(10);
        }
    }

    private void noteChildren(Process demo) {
        demo.descendants().forEach(started::add);
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(started).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }
}
