package pinpipe.etl.run;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of a stream's batch.
 *
 * @param newest when the last of its records had arrived at the source
 */
public record StreamReport(Report report, Instant newest) {
    /** How long after it had arrived the last record was in the table. */
    public Duration behind(Instant now) {
        return newest.isBefore(now) ? Duration.between(newest, now) : Duration.ZERO;
    }

    /** One line for a person. */
    public String line(Instant now) {
        return "%s  %s, behind by %s".formatted(PastRun.written(now), report.line(), told(behind(now)));
    }

    private static String told(Duration behind) {
        if (behind.toDays() > 0) {
            return "%d d %d h".formatted(behind.toDays(), behind.toHoursPart());
        }
        if (behind.toHours() > 0) {
            return "%d h %d min".formatted(behind.toHours(), behind.toMinutesPart());
        }
        return behind.toMinutes() > 0
                ? "%d min %d s".formatted(behind.toMinutes(), behind.toSecondsPart())
                : "%.1f s".formatted(behind.toMillis() / 1e3);
    }
}
