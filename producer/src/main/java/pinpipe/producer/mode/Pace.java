package pinpipe.producer.mode;

import java.util.Iterator;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** How long to wait between two posts, in nanoseconds. */
public interface Pace {
    /** One second. */
    long SECOND = 1_000_000_000L;

    /** The pauses of one run, without end. */
    Iterator<Long> pauses();

    /** Nothing or a second, whichever chance says. */
    static Pace zeroOrOneSecond(Random chance) {
        return () -> Stream.generate(() -> chance.nextBoolean() ? SECOND : 0L).iterator();
    }

    /**
     * So many posts a second in the long run: a post that took long is made up for by shorter pauses after it.
     *
     * @param clock the time now in nanoseconds from any beginning
     */
    static Pace perSecond(double rate, LongSupplier clock) {
        return () -> {
            long start = clock.getAsLong();
            return Stream.iterate(1L, post -> post + 1)
                    .map(post -> Math.max(0, start + (long) (post * SECOND / rate) - clock.getAsLong()))
                    .iterator();
        };
    }
}
