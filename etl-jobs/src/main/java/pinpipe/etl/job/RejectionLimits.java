package pinpipe.etl.job;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import pinpipe.etl.run.Budget;

/** How many records may be rejected: the options of every command that cleans. */
final class RejectionLimits {
    @Option(
            names = "--max-rejected-share",
            defaultValue = "0.05",
            paramLabel = "SHARE",
            description = "The share of rejected records, 0 to 1, above which nothing is written. Default: 0.05.")
    private double share;

    @Option(
            names = "--max-rejected",
            paramLabel = "N",
            description = "The number of rejected records above which nothing is written. Default: no such limit.")
    private Long number;

    /** What is wrong with the options, as whole phrases. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!(share >= 0 && share <= 1)) {
            problems.add("--max-rejected-share must lie between 0 and 1, was " + share);
        }
        if (number != null && number < 0) {
            problems.add("--max-rejected must be at least 0, was " + number);
        }
        return problems;
    }

    Budget budget() {
        return new Budget(share, number == null ? Long.MAX_VALUE : number);
    }
}
