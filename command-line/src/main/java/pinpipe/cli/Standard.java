package pinpipe.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every command has. They come from the command line only. */
final class Standard {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(names = "--verbose", description = "Log more, and show where an error came from.")
    boolean verbose;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings as `name: value` lines; pipeline.yaml in the working directory if it is there.")
    Path settings;
}
