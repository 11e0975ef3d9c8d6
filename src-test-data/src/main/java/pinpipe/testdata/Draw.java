package pinpipe.testdata;

import java.util.List;

/**
 * Draws from a seed, a subject and a number, the same on every machine and in any order of asking.
 *
 * <p>This is SplitMix64, whose state is one number: two draws that begin apart share nothing, so that row 7 needs no rows
 * 0 to 6. {@link java.util.SplittableRandom} does not promise its numbers from one Java version to the next.
 */
final class Draw {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Draw(long state) {
        this.state = state;
    }

    /** Draws about the numbered member of a subject, such as post 7 or person 12. */
    static Draw about(Subject subject, long seed, long number) {
        long start = mixed(seed + subject.number * GOLDEN_GAMMA);
        return new Draw(mixed(start ^ mixed(number + GOLDEN_GAMMA)));
    }

    /** Any of the 2^64 numbers. */
    long next() {
        state += GOLDEN_GAMMA;
        return mixed(state);
    }

    /** A whole number from 0 to the bound, itself left out. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** Below the bound too, but small numbers are likelier: a quarter of the draws lies in the first sixteenth. */
    int lowBelow(int bound) {
        double fraction = fraction();
        return (int) (fraction * fraction * bound);
    }

    /** From 0 to 1, itself left out. */
    double fraction() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** True in this share of the draws. */
    boolean happens(int inTenThousand) {
        return below(10_000) < inTenThousand;
    }

    /** One of these, each as likely. */
    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    private static long mixed(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** What is drawn about. The numbers are part of the bytes. */
    enum Subject {
        POST(1),
        PLACE_IN_TIME(2),
        WHO_POSTED(3),
        WHOSE_PAGE(4),
        PERSON(5),
        FULL_NAME(6),
        PAGE(7);

        private final int number;

        Subject(int number) {
            this.number = number;
        }
    }
}
