package pinpipe.stack;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import pinpipe.cli.Failure;

/** The whole stack, its three servers started side by side. */
public final class LocalStack implements AutoCloseable {
    private final Database database;
    private final Broker broker;
    private final ObjectStore objectStore;

    private LocalStack(Database database, Broker broker, ObjectStore objectStore) {
        this.database = database;
        this.broker = broker;
        this.objectStore = objectStore;
    }

    /**
     * Makes and starts the three servers, each with its files in a folder of its own within this one.
     *
     * @throws Failure if one does not start, or this thread is interrupted; the others are stopped then
     */
    public static LocalStack start(Path folder) {
        ExecutorService starters = Executors.newFixedThreadPool(2);
        try {
            var database = CompletableFuture.supplyAsync(() -> Database.start(folder.resolve("database")), starters);
            // Nobody interrupts the broker's thread: Kafka and what it logs with do not bear it.
            var broker = CompletableFuture.supplyAsync(
                    () -> Broker.start(folder.resolve("broker")), start -> new Thread(start).start());
            var store =
                    CompletableFuture.supplyAsync(() -> ObjectStore.start(folder.resolve("object-store")), starters);
            try {
                CompletableFuture.allOf(database, broker, store).get();
            } catch (ExecutionException | InterruptedException e) {
                starters.shutdownNow();
                Stream.of(database, broker, store).forEach(LocalStack::closeWhenStarted);
                throw failure(e);
            }
            return new LocalStack(database.join(), broker.join(), store.join());
        } finally {
            starters.shutdown();
        }
    }

    /** The database server. */
    public Database database() {
        return database;
    }

    /** The Kafka broker. */
    public Broker broker() {
        return broker;
    }

    /** The S3 endpoint. */
    public ObjectStore objectStore() {
        return objectStore;
    }

    /** Stops the three; their data and logs stay in the folder. */
    @Override
    public void close() {
        try (database;
                broker;
                objectStore) {
            // Each is closed, whatever becomes of the others.
        }
    }

    /** Closes one that may still be starting; one that fails to start has cleaned up itself. */
    private static void closeWhenStarted(CompletableFuture<? extends AutoCloseable> server) {
        try {
            AutoCloseable started = server.exceptionally(failed -> null).join();
            if (started != null) {
                started.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException failure(Exception error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return Failure.broken("Cannot start the stack: interrupted. Start it again.", error);
        }
        return error.getCause() instanceof Failure failure ? failure : new IllegalStateException(error.getCause());
    }
}
