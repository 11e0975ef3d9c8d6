package pinpipe.etl.live;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** The streams of some tables, which run side by side and end together. */
public final class Streams implements AutoCloseable {
    private static final long LOOK_AGAIN = 200;

    private final Map<String, TableStream> streams = new LinkedHashMap<>();
    private final SparkSession spark;
    private final Trigger trigger;
    private final String checkpoint;

    /**
     * Streams in a session.
     *
     * @param trigger when a batch is made
     * @param checkpoint the folder below which each table has one of its own
     */
    public Streams(SparkSession spark, Trigger trigger, String checkpoint) {
        this.spark = spark;
        this.trigger = trigger;
        this.checkpoint = checkpoint;
    }

    /** Starts the stream of a table. */
    public void start(String table, TableStream stream) throws TimeoutException {
        stream.start(spark, trigger, checkpoint + "/" + table);
        streams.put(table, stream);
    }

    /**
     * Waits until all have ended, one has failed, the end is asked for, or, where a time is given, none has had records
     * for so long.
     */
    public void await(StopRequest stop, Optional<Duration> idle) throws InterruptedException {
        while (!stop.within(LOOK_AGAIN)) {
            boolean ended = streams.values().stream().noneMatch(TableStream::isActive);
            boolean failed =
                    streams.values().stream().anyMatch(stream -> stream.error().isPresent());
            boolean isIdle =
                    idle.isPresent() && streams.values().stream().allMatch(stream -> stream.isIdleFor(idle.get()));
            if (ended || failed || isIdle) {
                return;
            }
        }
    }

    /** Ends all of them, each after its batch under way. */
    @Override
    public void close() throws TimeoutException {
        for (TableStream stream : streams.values()) {
            stream.stop();
        }
    }

    /** The errors in which they ended, by table. */
    public Map<String, Throwable> errors() {
        Map<String, Throwable> errors = new LinkedHashMap<>();
        streams.forEach((table, stream) -> stream.error().ifPresent(error -> errors.put(table, error)));
        return errors;
    }
}
