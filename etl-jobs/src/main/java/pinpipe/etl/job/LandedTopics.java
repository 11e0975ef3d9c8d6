package pinpipe.etl.job;

import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;

/** Which topics are meant, and where they have landed: options of every command that looks at landed records. */
class LandedTopics {
    @Option(names = "--landing", required = true, paramLabel = "URI", description = "The folder that holds topics/.")
    private String landing;

    @Option(
            names = "--prefix",
            required = true,
            paramLabel = "UID",
            description = "The prefix of the topics, as in UID.pin.")
    private String prefix;

    /** The folder that holds {@code topics/}, as it was written. */
    String landing() {
        return landing;
    }

    /** The topic whose records become rows of this table. */
    String topic(Table table) {
        return prefix + "." + table.name();
    }
}
