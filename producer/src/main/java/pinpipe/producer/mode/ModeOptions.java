package pinpipe.producer.mode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import pinpipe.producer.state.StateFile;

/** The options that say which rows are sent, and when. */
public final class ModeOptions {
    private static final String SPAN = "[0-9]{1,6}[smh]";

    private enum Manner {
        SNAPSHOT,
        FOLLOW,
        EMULATE
    }

    @Option(
            names = "--mode",
            paramLabel = "snapshot|follow|emulate",
            description =
                    "snapshot: every row once, in key order, then compared with the source. follow: all rows, then"
                            + " new and changed ones, until Ctrl-C. emulate: posts drawn at random, as if people posted."
                            + " Elsewhere than on the console it is snapshot unless given.")
    private Manner mode;

    @Option(names = "--state", paramLabel = "FILE", description = "snapshot, follow: keep there how far each table is.")
    private Path state;

    @Option(
            names = "--resume",
            description = "snapshot, follow: go on from --state, after the last row that was acknowledged.")
    private boolean resume;

    @Option(
            names = "--updated-at",
            paramLabel = "COLUMN",
            description = "follow: the time of a row's last change; unless given, the key must grow and changes go"
                    + " unseen.")
    private String updatedAt;

    @Option(
            names = "--every",
            paramLabel = "SPAN",
            defaultValue = "10s",
            description = "follow: how often to look, such as 10s, 5m or 1h (${DEFAULT-VALUE}).")
    private String every;

    @Option(
            names = "--overlap",
            paramLabel = "SPAN",
            defaultValue = "5m",
            description = "follow: how late a row may be committed and still be seen (${DEFAULT-VALUE}).")
    private String overlap;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "emulate: R posts a second; unless given, 0 or 1 second between two posts, at random.")
    private Double rate;

    @Option(names = "--count", paramLabel = "N", description = "emulate: N posts; unless given, until Ctrl-C.")
    private Long count;

    @Option(names = "--seed", paramLabel = "S", description = "emulate: the same S draws the same posts.")
    private Long seed;

    /**
     * What is wrong with them.
     *
     * @param toConsole whether rows are shown rather than sent
     */
    public void check(boolean toConsole, List<String> problems) {
        if (isSnapshot(toConsole) && (rate != null || count != null || seed != null)) {
            problems.add("--rate, --count and --seed belong to --mode emulate");
        }
        if (rate != null && !(rate > 0 && rate <= 1e9)) {
            problems.add("--rate must be above 0, was " + rate);
        }
        if (count != null && count < 1) {
            problems.add("--count must be at least 1, was " + count);
        }
        if (resume && state == null) {
            problems.add("--resume needs --state");
        }
        if (updatedAt != null && mode != Manner.FOLLOW) {
            problems.add("--updated-at belongs to --mode follow");
        }
        Map.of("--every", every, "--overlap", overlap).forEach((option, given) -> {
            if (!given.matches(SPAN) || span(given).isZero()) {
                problems.add("%s must be a span such as 10s, 5m or 1h, was '%s'".formatted(option, given));
            }
        });
    }

    /** True if it ends by itself, with every row. */
    public boolean isSnapshot(boolean toConsole) {
        return mode == Manner.SNAPSHOT || (mode == null && !toConsole);
    }

    /** True if somebody wants to see what the rows look like. */
    public boolean isGlance(boolean toConsole) {
        return mode == null && toConsole;
    }

    /** True if what a stop leaves undone can be gone on with. */
    public boolean isKept() {
        return state != null;
    }

    /**
     * The mode that they describe.
     *
     * @param source the database, as words
     * @param destination where the rows go, as words
     * @param said receives lines for people
     */
    public Mode mode(boolean toConsole, String source, String destination, Progress progress, Consumer<String> said) {
        Reconnection reconnection = Reconnection.usual(said);
        if (isSnapshot(toConsole)) {
            return new Snapshot(progress, state(source, destination, "snapshot"), reconnection);
        }
        if (mode == Manner.FOLLOW) {
            StateFile kept = state(source, destination, "follow " + (updatedAt == null ? "the key" : updatedAt));
            return new Follow(span(every), span(overlap), Optional.ofNullable(updatedAt), kept, reconnection);
        }
        Random draws = seed == null ? new Random() : new Random(seed);
        Pace pace = rate == null ? Pace.zeroOrOneSecond(new Random()) : Pace.perSecond(rate, System::nanoTime);
        long posts = isGlance(toConsole) ? 1 : Long.MAX_VALUE;
        return new Emulation(draws, pace, count == null ? posts : count, progress);
    }

    private StateFile state(String source, String destination, String manner) {
        if (state == null) {
            return StateFile.none();
        }
        Map<String, String> owner = new TreeMap<>(Map.of("source", source, "destination", destination, "mode", manner));
        return resume ? StateFile.resumed(state, owner) : StateFile.anew(state, owner);
    }

    private static Duration span(String written) {
        long number = Long.parseLong(written.substring(0, written.length() - 1));
        return switch (written.charAt(written.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
