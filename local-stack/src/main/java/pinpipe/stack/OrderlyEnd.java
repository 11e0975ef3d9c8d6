package pinpipe.stack;

import java.util.concurrent.CompletableFuture;

/**
 * Makes the signals that end this process (Ctrl-C, TERM) interrupt the thread that opened this, and the process wait
 * until that thread has put everything away and closed this.
 */
final class OrderlyEnd implements AutoCloseable {
    private final Thread worker = Thread.currentThread();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean asked;

    private OrderlyEnd() {}

    /** Returns unless the process is ending already: nothing must begin then, and this waits for that end. */
    static OrderlyEnd open() {
        // Log4j, which Kafka brings, wants a hook too, and complains on the terminal where ours has already begun.
        System.setProperty("log4j.shutdownHookEnabled", "false");
        OrderlyEnd end = new OrderlyEnd();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(end::interruptAndWait, "orderly-end"));
        } catch (IllegalStateException endingAlready) {
            end.closed.join();
        }
        return end;
    }

    /** True once the process has been told to end: whatever fails from then on fails because of that. */
    boolean asked() {
        return asked;
    }

    @Override
    public void close() {
        closed.complete(null);
    }

    private void interruptAndWait() {
        if (!closed.isDone()) {
            asked = true;
            worker.interrupt();
            closed.join();
        }
    }
}
