package pinpipe.producer.source;

import java.util.Random;

/** The row numbers of a table, from the smallest to the largest. */
public record Numbers(long smallest, long largest) {
    /** One of them, each as likely as the other. */
    public long drawn(Random random) {
        return smallest == largest ? smallest : random.nextLong(smallest, largest + 1);
    }
}
