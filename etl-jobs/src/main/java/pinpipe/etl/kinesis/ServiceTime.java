package pinpipe.etl.kinesis;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.SdkResponse;

/**
 * The service's present, which is the clock that stamps arrivals: each answer names its second. Our own clock only says
 * where in that second we are, and is not believed where it says another one.
 */
final class ServiceTime {
    static final long SECOND = 1000;

    private ServiceTime() {}

    /** The time of an answer in milliseconds since 1970, never later than it was by more than our clock errs within its second. */
    static long of(SdkResponse answer, Clock ours) {
        long here = ours.millis();
        if (answer.sdkHttpResponse() == null) {
            return here;
        }
        long second = answer.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(written -> millis(written, here))
                .orElse(here);
        return here / SECOND == second / SECOND ? here : second;
    }

    private static long millis(String date, long fallback) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return fallback;
        }
    }
}
