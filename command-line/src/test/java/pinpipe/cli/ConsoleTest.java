package pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

class ConsoleTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyProblemIsReportedAtOnce() {
        Exit end = run(Map.of(), "--tabels", "pin", "--max-rejected-share", "1.5x", "--landing", "/l");

        assertThat(end).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .startsWith("Cannot sweep the floor: ")
                .contains("--tabels is not an option of this command (did you mean --tables?)")
                .contains("nothing is known to do with 'pin'")
                .contains("--max-rejected-share")
                .contains("'1.5x'")
                .contains("--warehouse is missing")
                .endsWith(". See `sweep --help`.\n");
    }

    @Test
    void whatTheTypesCannotSayIsSaidByTheCommand() {
        assertThat(run(Map.of(), "--landing", "/l", "--warehouse", "/w", "--max-rejected-share", "2"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .isEqualTo(
                        "Cannot sweep the floor: --max-rejected-share must lie between 0 and 1, was 2.0. See `sweep --help`.\n");
    }

    @Test
    void theCommandLineBeatsTheEnvironmentBeatsTheFileBeatsTheDefault() throws IOException {
        Path settings = folder.resolve("pipeline.yaml");
        Files.writeString(settings, "landing: from-file\nwarehouse: from-file\nprefix: from-file\n");

        Exit end = run(
                Map.of("PINPIPE_WAREHOUSE", "from-environment", "PINPIPE_PREFIX", "from-environment"),
                "--settings",
                settings.toString(),
                "--prefix",
                "from-line");

        assertThat(end).isEqualTo(Exit.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("from-file from-environment from-line share=0.05\n");
    }

    @Test
    void anUnknownNameInTheFileIsRefusedWithTheNearestKnownOne() throws IOException {
        Path settings = Files.writeString(folder.resolve("s.yaml"), "landing: l\nwarehouze: w\n");

        run(Map.of(), "--settings", settings.toString());

        assertThat(err()).contains("warehouze in the settings file is not a setting (did you mean warehouse?)");
    }

    @Test
    void aSettingsFileThatIsNoneIsOneSentence() throws IOException {
        Path settings = Files.writeString(folder.resolve("s.yaml"), "- a\n- b\n");

        assertThat(run(Map.of(), "--settings", settings.toString())).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains("it is not a list of `name: value` lines").contains("--settings");
    }

    @Test
    void aFailureKeepsItsCodeAndAnythingElseIsBroken() {
        assertThat(ending(Failure.dataRejected("Cannot x: y. Z."))).isEqualTo(Exit.DATA_REJECTED);
        assertThat(ending(new IllegalStateException("disk on fire"))).isEqualTo(Exit.BROKEN);
        assertThat(err()).contains("Cannot sweep the floor: disk on fire (IllegalStateException). Run it again");
        assertThat(ending(new RuntimeException(new ConnectException("Connection refused"))))
                .isEqualTo(Exit.BROKEN);
        assertThat(err()).contains("no connection (Connection refused)");
    }

    @Test
    void aTraceIsShownOnlyWhenAskedFor() {
        ending(new IllegalStateException("disk on fire"));
        assertThat(err()).doesNotContain("\tat ");
        ending(new IllegalStateException("disk on fire"), "--verbose");
        assertThat(err()).contains("\tat ");
    }

    @Test
    void helpNeedsNothingElse() {
        assertThat(run(Map.of(), "--help")).isEqualTo(Exit.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--landing").contains("--verbose");
    }

    private Exit ending(RuntimeException error, String... more) {
        Sweep sweep = new Sweep();
        sweep.error = error;
        String[] args = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("--landing", "l", "--warehouse", "w"),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return console(Map.of()).run(sweep, args);
    }

    private Exit run(Map<String, String> environment, String... args) {
        return console(environment).run(new Sweep(), args);
    }

    private Console console(Map<String, String> environment) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                folder.resolve("none.yaml"));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @picocli.CommandLine.Command(name = "sweep")
    private final class Sweep implements Command {
        @Option(names = "--landing", required = true)
        String landing;

        @Option(names = "--warehouse", required = true)
        String warehouse;

        @Option(names = "--prefix")
        String prefix;

        @Option(names = "--max-rejected-share", defaultValue = "0.05")
        double share;

        @Option(names = "--tables")
        String tables;

        RuntimeException error;

        @Override
        public String does() {
            return "sweep the floor";
        }

        @Override
        public List<String> problems() {
            return share <= 1 ? List.of() : List.of("--max-rejected-share must lie between 0 and 1, was " + share);
        }

        @Override
        public void run() {
            if (error != null) {
                throw error;
            }
            new PrintStream(out, true, StandardCharsets.UTF_8)
                    .println(landing + " " + warehouse + " " + prefix + " share=" + share);
        }
    }
}
