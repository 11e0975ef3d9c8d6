package pinpipe.etl.job;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** A stretch of time as options have it: {@code 10s}, {@code 15m}, {@code 2h}. */
final class WrittenTime {
    private WrittenTime() {}

    /** The time. */
    static Duration read(String written) {
        return Duration.parse("PT" + written.toUpperCase(Locale.ROOT));
    }

    /**
     * What is wrong with an option that should be a time, as a whole phrase.
     *
     * @param such how it could be written
     */
    static Optional<String> problem(String option, String such, String written) {
        try {
            return read(written).isNegative() ? Optional.of(phrase(option, such, written)) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of(phrase(option, such, written));
        }
    }

    private static String phrase(String option, String such, String written) {
        return "%s must be a time such as %s, was '%s'".formatted(option, such, written);
    }
}
