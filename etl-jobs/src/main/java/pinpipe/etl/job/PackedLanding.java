package pinpipe.etl.job;

import java.util.List;
import picocli.CommandLine.Option;

/** What {@code maintain} is told to pack what has landed, too: if any of it is said, all that has no default must be. */
final class PackedLanding extends LandedTopics {
    @Option(
            names = "--pack-landing",
            required = true,
            description =
                    "Make few objects of the many small ones that the tables have read, too. Needs --landing and --prefix.")
    private boolean asked;

    @Option(
            names = "--pack-after-days",
            defaultValue = "7",
            paramLabel = "N",
            description =
                    "Pack what was written so many days ago: a sink that starts again may write its last objects anew."
                            + " 0 where none does. Default: 7.")
    private int afterDays;

    /** False if it was said that it is not to be done. */
    boolean asked() {
        return asked;
    }

    /** How old an object must be, in days. */
    int afterDays() {
        return afterDays;
    }

    /** What is odd about it. */
    List<String> problems() {
        return afterDays < 0 ? List.of("--pack-after-days must be at least 0, was " + afterDays) : List.of();
    }
}
