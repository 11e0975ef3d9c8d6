package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pinpipe.cli.Failure;

/**
 * How much a run may reject before it writes nothing at all.
 *
 * @param share the most rejected records as a share of all, 0 to 1
 * @param count the most rejected records
 * @param atLeast a run of fewer records is measured as if it had so many
 */
public record Budget(double share, long count, long atLeast) {
    /** Nothing is too much. */
    public static final Budget UNLIMITED = new Budget(1, Long.MAX_VALUE);

    private static final long BATCH = 1_000;

    /** The budget of a run that is judged by its own records. */
    public Budget(double share, long count) {
        this(share, count, 0);
    }

    /** The same for the batches of a stream: in one of ten records, a single bad one would be a tenth. */
    public Budget ofBatches() {
        return new Budget(share, count, BATCH);
    }

    /** True if a run has rejected more than it may. */
    boolean passedBy(Counts counts) {
        return sharePassedBy(counts) || countPassedBy(counts);
    }

    private boolean sharePassedBy(Counts counts) {
        return counts.read() > 0 && (double) counts.outcomes().rejected() / Math.max(counts.read(), atLeast) > share;
    }

    private boolean countPassedBy(Counts counts) {
        return counts.outcomes().rejected() > count;
    }

    /** The sentence for a run that has: by how much, and which limit would have to be another. */
    Failure rejection(String table, Counts counts) {
        boolean byShare = sharePassedBy(counts);
        List<String> allowed = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        if (byShare) {
            allowed.add("%.1f%%".formatted(100 * share));
            limits.add("--max-rejected-share");
        }
        if (countPassedBy(counts)) {
            allowed.add("%,d".formatted(count));
            limits.add("--max-rejected");
        }
        long rejected = counts.outcomes().rejected();
        return Failure.dataRejected(
                "Cannot clean %s: %s of %,d records rejected (allowed %s), mostly %s. Mend the source, or allow more with %s; %s has all reasons."
                        .formatted(
                                table,
                                byShare
                                        ? "%.1f%%".formatted(100.0 * rejected / counts.read())
                                        : "%,d".formatted(rejected),
                                counts.read(),
                                String.join(" and ", allowed),
                                mostly(counts.reasons()),
                                String.join(" and ", limits),
                                atLeast == 0 ? "--report FILE" : "`pinpipe runs --json`"));
    }

    private static String mostly(Map<String, Long> reasons) {
        return reasons.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
