package pinpipe.etl.property;

import java.util.Random;
import java.util.SplittableRandom;

/** Makes many seeds of one. */
final class Seeds {
    private static final long APART = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** Numbers of chance that have nothing to do with those of the next number: {@code Random} itself begins alike on near seeds. */
    static Random random(long seed, int number) {
        return new Random(new SplittableRandom(seed + number * APART).nextLong());
    }
}
