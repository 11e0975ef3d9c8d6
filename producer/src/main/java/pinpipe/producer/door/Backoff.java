package pinpipe.producer.door;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time up to a limit, and each time by chance up to half of it
 * less, so that many who failed together do not come back together.
 *
 * @param first the longest wait before the second attempt
 * @param most the longest wait of all
 */
public record Backoff(Duration first, Duration most, RandomGenerator chance) {
    private static final int DOUBLINGS = 20;

    /**
     * The wait after so many failed attempts.
     *
     * @param failed 1 after the first one
     */
    public Duration after(int failed) {
        long longest = Math.min(most.toMillis(), first.toMillis() << Math.min(failed - 1, DOUBLINGS));
        return Duration.ofMillis(longest - chance.nextLong(longest / 2 + 1));
    }
}
