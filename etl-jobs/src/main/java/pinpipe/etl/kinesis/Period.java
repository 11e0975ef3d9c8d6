package pinpipe.etl.kinesis;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as options write it: {@code 500ms}, {@code 5s}, {@code 10 min}, {@code 1h}. */
final class Period {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h)");

    private Period() {}

    static Duration of(String option, String written) {
        Matcher form = FORM.matcher(written.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "%s must be a time like 500ms, 5s, 10min or 1h, was '%s'".formatted(option, written));
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
