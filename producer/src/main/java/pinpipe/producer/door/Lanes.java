package pinpipe.producer.door;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import pinpipe.producer.row.Row;

/**
 * Several lanes to one other side. Rows are spread over them by their key. A lane has one request under way at a time and
 * no key twice in a request, so the versions of a row never overtake each other, whatever is sent again.
 */
public final class Lanes implements AutoCloseable {
    private static final Duration LAST_RECORDS = Duration.ofSeconds(10);
    private static final long WAITING_BYTES = 16L << 20;

    private final UnderWay underWay = new UnderWay(WAITING_BYTES);
    private final List<Lane> lanes;
    private final List<Thread> threads;
    private int keyless;

    /**
     * Opens them.
     *
     * @param count how many
     * @param deliveryTime how long a row may take from its first request to its acknowledgement
     */
    public Lanes(int count, Carrier carrier, Duration deliveryTime, Backoff backoff) {
        lanes = IntStream.range(0, count)
                .mapToObj(number -> new Lane(carrier, deliveryTime, backoff, underWay))
                .toList();
        threads = IntStream.range(0, count)
                .mapToObj(number -> new Thread(lanes.get(number), "lane-" + number))
                .toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /**
     * Takes a row; waits where too much is under way.
     *
     * @throws pinpipe.cli.Failure if this row or an earlier one was lost
     */
    public void put(Parcel parcel) {
        underWay.enter(parcel.size());
        lane(parcel.row()).put(parcel);
    }

    /**
     * Waits until every row is acknowledged.
     *
     * @throws pinpipe.cli.Failure if one was lost
     */
    public void flush() {
        underWay.awaitNone();
    }

    /** Lets what is under way arrive for some seconds, then ends. */
    @Override
    public void close() {
        underWay.awaitNone(LAST_RECORDS);
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The same for all versions of a row. */
    private Lane lane(Row row) {
        int number = row.key() == null ? keyless++ : Objects.hash(row.table().kind(), row.key());
        return lanes.get(Math.floorMod(number, lanes.size()));
    }
}
