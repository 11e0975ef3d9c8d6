package pinpipe.etl.kinesis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All that is wrong with what was asked, to be said at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    /** What is read, or else the fallback, so that reading goes on to the next problem. */
    <T> T orElse(T fallback, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            add(e.getMessage());
            return fallback;
        }
    }

    /** Fails if there was a problem. */
    void end() {
        if (!found.isEmpty()) {
            throw new ReadFailure(
                    ReadFailure.Kind.ASKED_WRONGLY,
                    "Cannot read from Kinesis: %s. See docs/kinesis-source.md.".formatted(String.join("; ", found)),
                    null);
        }
    }
}
