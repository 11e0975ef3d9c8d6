package pinpipe.etl.kinesis;

import java.io.Serializable;
import java.time.Duration;

/**
 * What the service says of a stream at one moment. Times are milliseconds since 1970, by the service's clock.
 *
 * @param name the stream's name
 * @param created when it was made
 * @param retention how long it keeps records
 * @param now that moment, known to the second and never later than it is
 */
record StreamFacts(String name, long created, Duration retention, long now) implements Serializable {
    /** Records that arrived before this time are gone, or never were. */
    long horizon() {
        return Math.max(created, now - retention.toMillis());
    }
}
