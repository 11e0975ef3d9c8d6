package pinpipe.etl.job;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import pinpipe.etl.io.DeletionVectors;

/** Whether the Delta tables that a command creates have deletion vectors. */
final class DeletionVectorsOption {
    /** In YAML a bare {@code on} or {@code off} is true or false. */
    private static final Map<String, DeletionVectors> VALUES = Map.of(
            "on", DeletionVectors.ON,
            "true", DeletionVectors.ON,
            "off", DeletionVectors.OFF,
            "false", DeletionVectors.OFF);

    @Option(
            names = "--deletion-vectors",
            defaultValue = "on",
            paramLabel = "on|off",
            description =
                    "Whether new Delta tables have deletion vectors, which some readers do not know; off with --rebuild turns them off. Default: on.")
    private String value;

    /** What is wrong with the option, as whole phrases. */
    List<String> problems() {
        return VALUES.containsKey(value)
                ? List.of()
                : List.of("--deletion-vectors must be on or off, was '%s'".formatted(value));
    }

    DeletionVectors value() {
        return VALUES.get(value);
    }
}
