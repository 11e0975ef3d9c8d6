package pinpipe.producer.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A polite end: after Ctrl-C or SIGTERM the work in hand is finished, what was sent is waited for, and the closing lines
 * are printed, before the process goes.
 */
public final class Stop implements AutoCloseable {
    /** Longer than a door takes to close; a broker that never answers must not keep the process. */
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::finishFirst, "finish-first");

    private Stop() {}

    /** From now until it is closed, a signal to end is heard here first. */
    public static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** Asks for the end. */
    public void ask() {
        asked.countDown();
    }

    /** True once the end was asked for. */
    public boolean asked() {
        return asked.getCount() == 0;
    }

    /** Waits for the end to be asked for. */
    public void await() {
        while (!asked()) {
            pause(Long.MAX_VALUE);
        }
    }

    /** Waits, but not past a stop. */
    public void pause(long nanos) {
        try {
            asked.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ask();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theHookRunsAlready) {
            asked.countDown();
        }
    }

    private void finishFirst() {
        ask();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Gave up waiting for the rows under way.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
