package pinpipe.producer.mode;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import pinpipe.producer.row.Row;

/** The posts that were drawn: of how many all rows have arrived, of how many some, of how many none. */
final class Draws {
    private final LongAdder drawn = new LongAdder();
    private final LongAdder begun = new LongAdder();
    private final LongAdder whole = new LongAdder();

    /** Sends the rows of one post, one right after the other. */
    void send(List<Row> rows, Delivery delivery) {
        drawn.increment();
        AtomicInteger arrived = new AtomicInteger();
        for (Row row : rows) {
            delivery.deliver(row, () -> {
                int number = arrived.incrementAndGet();
                if (number == 1) {
                    begun.increment();
                }
                if (number == rows.size()) {
                    whole.increment();
                }
            });
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d posts drawn: %,d acknowledged whole, %,d in part, %,d not at all",
                drawn.sum(),
                whole.sum(),
                begun.sum() - whole.sum(),
                drawn.sum() - begun.sum());
    }
}
