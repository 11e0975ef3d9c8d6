package pinpipe.producer;

import java.util.Random;

/** The row numbers of a table, from the smallest to the largest. */
record Numbers(long smallest, long largest) {
    /** One of them, each as likely as the other. */
    long drawn(Random random) {
        return smallest == largest ? smallest : random.nextLong(smallest, largest + 1);
    }
}
