package pinpipe.etl.landing.objects;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches stretches of objects before they are asked for, many at once, and hands them over in their order. A window bounds
 * both the requests under way and the memory that they need.
 */
public final class FetchAhead implements AutoCloseable {
    private static final long BYTES_AHEAD = 64L << 20;

    private final ObjectReader objects;
    private final Iterator<Stretch> stretches;
    private final Deque<Fetch> ahead = new ArrayDeque<>();
    private final ExecutorService threads;
    private long bytesAhead;

    /** Some bytes of an object. */
    record Stretch(LandedObject object, long from, int length) {}

    /** A stretch on its way, and the memory that it will need. */
    private record Fetch(Stretch stretch, Future<byte[]> content) {}

    FetchAhead(ObjectReader objects, Iterator<Stretch> stretches) {
        this.objects = objects;
        this.stretches = stretches;
        this.threads = objects.atOnce() == 1
                ? null
                : Executors.newFixedThreadPool(objects.atOnce(), task -> {
                    Thread thread = new Thread(task, "fetch");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The content of the next stretch. */
    byte[] next() throws IOException {
        if (threads == null) {
            return read(stretches.next());
        }
        while (stretches.hasNext() && ahead.size() < objects.atOnce() && bytesAhead < BYTES_AHEAD) {
            Stretch stretch = stretches.next();
            ahead.add(new Fetch(stretch, threads.submit(() -> read(stretch))));
            bytesAhead += stretch.length();
        }
        Fetch first = ahead.remove();
        bytesAhead -= first.stretch().length();
        return arrived(first);
    }

    private byte[] read(Stretch stretch) throws IOException {
        return objects.read(stretch.object(), stretch.from(), stretch.length());
    }

    private byte[] arrived(Fetch fetch) throws IOException {
        try {
            return fetch.content().get(objects.timeout(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silence) {
            throw new ObjectNotReadException(
                    fetch.stretch().object().path(),
                    new TimeoutException("nothing came for %d ms".formatted(objects.timeout())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fetching");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException ofTheStore) {
                throw ofTheStore;
            }
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
