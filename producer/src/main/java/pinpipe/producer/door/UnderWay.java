package pinpipe.producer.door;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import pinpipe.cli.Failure;

/**
 * What was taken from the source and is not acknowledged yet, for doors whose client does not keep count itself. It is
 * bounded in bytes, and the first loss ends everything.
 */
public final class UnderWay {
    private static final Duration FOREVER = Duration.ofDays(10_000);

    private final long limit;
    private long records;
    private long bytes;
    private Failure lost;

    /**
     * Nothing yet.
     *
     * @param limit the most bytes; a single row may be larger
     */
    public UnderWay(long limit) {
        this.limit = limit;
    }

    /**
     * A row sets out; waits until there is room for it.
     *
     * @throws Failure if one was lost
     */
    public synchronized void enter(int size) {
        await(() -> bytes == 0 || bytes + size <= limit, FOREVER);
        stopIfLost();
        records++;
        bytes += size;
    }

    /** A row has arrived. */
    public synchronized void leave(int size) {
        records--;
        bytes -= size;
        notifyAll();
    }

    /** A row, and with it all, cannot be delivered; of several such failures the first one stands. */
    public synchronized void lose(Failure failure) {
        if (lost == null) {
            lost = failure;
        }
        notifyAll();
    }

    /** True once a row was lost. */
    public synchronized boolean isLost() {
        return lost != null;
    }

    /**
     * Waits until every row has arrived.
     *
     * @throws Failure if one was lost
     */
    public synchronized void awaitNone() {
        awaitNone(FOREVER);
        stopIfLost();
    }

    /** Waits so long at most until every row has arrived or one was lost. */
    public synchronized void awaitNone(Duration most) {
        await(() -> records == 0, most);
    }

    private void stopIfLost() {
        if (lost != null) {
            throw lost;
        }
    }

    private synchronized void await(BooleanSupplier met, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        try {
            while (lost == null && !met.getAsBoolean() && System.nanoTime() < deadline) {
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lose(Failure.broken("Cannot produce: it was interrupted. Run it again.", e));
        }
    }
}
