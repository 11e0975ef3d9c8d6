package pinpipe.etl.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests to a store that need not wait for one another. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * Does all of this, so many at once, and returns when all is done.
     *
     * @throws IOException the first that one of them has thrown; what is not begun by then is left
     */
    public static void run(int atOnce, List<Callable<?>> requests) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<?>> underWay = new ArrayList<>();
            requests.forEach(request -> underWay.add(threads.submit(request)));
            for (Future<?> one : underWay) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException ofTheStore) {
                throw ofTheStore;
            }
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking the store");
        } finally {
            threads.shutdownNow();
        }
    }
}
