package pinpipe.etl.io;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * In a task: objects in, lines out. A window of objects is fetched ahead of the one that is being taken apart; it bounds
 * both the requests under way and the memory they need.
 */
final class ObjectFetcher implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    /** An object as a task is told of it. */
    static final StructType OBJECT = StructType.fromDDL(
            "path STRING, size BIGINT, topic STRING, partition INT, first BIGINT, consecutive BOOLEAN");

    private static final int AT_ONCE = 32;
    private static final long BYTES_AHEAD = 64L << 20;

    /** What a zipped object is reckoned to grow to, for that bound. */
    private static final int UNZIPPED = 8;

    /**
     * The Hadoop setting for how long an object is waited for. A store's client gives up long before; this is for a
     * client that waits for ever.
     */
    static final String TIMEOUT = "pinpipe.fetch.timeout";

    private static final long TEN_MINUTES = 600_000;

    private final Map<String, String> hadoopSettings;
    private final String root;

    ObjectFetcher(Map<String, String> hadoopSettings, String root) {
        this.hadoopSettings = hadoopSettings;
        this.root = root;
    }

    /** An object as an {@link #OBJECT}. */
    static Row row(Landed object) {
        ObjectName name = object.name();
        return RowFactory.create(
                object.path(), object.size(), name.topic(), name.partition(), name.firstOffset(), name.consecutive());
    }

    @Override
    public Iterator<Row> call(Iterator<Row> objects) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "fetch");
            thread.setDaemon(true);
            return thread;
        });
        TaskCompletionListener end = task -> threads.shutdownNow();
        TaskContext.get().addTaskCompletionListener(end);
        long timeout = Sessions.hadoop(hadoopSettings).getTimeDuration(TIMEOUT, TEN_MINUTES, TimeUnit.MILLISECONDS);
        return new Lines(objects, threads, Store.at(hadoopSettings, root), timeout);
    }

    /** An object on its way, and the memory that it will need. */
    private record Fetch(String path, Future<ObjectLines> lines, long bytes) {}

    private static final class Lines implements Iterator<Row> {
        private final Iterator<Row> objects;
        private final ExecutorService threads;
        private final Store store;
        private final long timeout;
        private final Deque<Fetch> ahead = new ArrayDeque<>();
        private long bytesAhead;
        private ObjectLines current = ObjectLines.NONE;

        Lines(Iterator<Row> objects, ExecutorService threads, Store store, long timeout) {
            this.objects = objects;
            this.threads = threads;
            this.store = store;
            this.timeout = timeout;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && (objects.hasNext() || !ahead.isEmpty())) {
                while (objects.hasNext() && ahead.size() < AT_ONCE && bytesAhead < BYTES_AHEAD) {
                    fetch(objects.next());
                }
                Fetch first = ahead.remove();
                bytesAhead -= first.bytes();
                current = arrived(first);
            }
            return current.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }

        private void fetch(Row object) {
            long bytes = object.getLong(1) * (object.getString(0).endsWith(".gz") ? UNZIPPED : 1);
            Callable<ObjectLines> fetch = () -> ObjectLines.of(store, object);
            ahead.add(new Fetch(object.getString(0), threads.submit(fetch), bytes));
            bytesAhead += bytes;
        }

        private ObjectLines arrived(Fetch fetch) {
            try {
                return fetch.lines().get(timeout, TimeUnit.MILLISECONDS);
            } catch (TimeoutException silence) {
                throw new UncheckedIOException(ObjectLines.notRead(
                        fetch.path(), new TimeoutException("nothing came for %d ms".formatted(timeout))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while fetching", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
