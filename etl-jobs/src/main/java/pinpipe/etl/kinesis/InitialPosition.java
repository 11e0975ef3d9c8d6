package pinpipe.etl.kinesis;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/** Where a query without a checkpoint begins. */
interface InitialPosition {
    /** All that the stream still has. */
    InitialPosition EARLIEST = facts -> StreamTimes.EARLIEST;

    /** What arrives from now on. */
    InitialPosition LATEST = StreamFacts::now;

    /** The time, in milliseconds, whose records are the last ones that are not read. */
    long in(StreamFacts facts);

    /** What arrived at this time or later; all, if the stream has nothing so old. */
    static InitialPosition at(Instant time) {
        long before = time.toEpochMilli() - 1;
        return facts -> before < facts.horizon() ? StreamTimes.EARLIEST : Math.min(before, facts.now());
    }

    static InitialPosition of(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            default -> at(instant(written));
        };
    }

    private static Instant instant(String written) {
        try {
            return Instant.parse(written);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s must be earliest, latest, or a time like 2026-01-31T12:00:00Z, was '%s'"
                            .formatted(SourceOptions.INITIAL_POSITION, written),
                    e);
        }
    }
}
