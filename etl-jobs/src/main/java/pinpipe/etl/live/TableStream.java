package pinpipe.etl.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.StreamSource;
import pinpipe.etl.run.StreamBatch;
import pinpipe.etl.run.StreamReport;
import pinpipe.etl.run.StreamRun;
import scala.Option;

/** The stream of one table: a query of Spark's, each batch of which is a run. */
public final class TableStream {
    private final StreamSource source;
    private final String name;
    private final String topic;
    private final String identity;
    private final Function<SparkSession, StreamRun> runs;
    private final Consumer<StreamReport> told;

    private final ReentrantLock batch = new ReentrantLock();
    private final CompletableFuture<String> id = new CompletableFuture<>();
    private StreamingQuery query;
    private StreamRun run;
    private String checkpoint;
    private volatile Instant lastRecords;

    /**
     * The stream of a topic into a table.
     *
     * @param name of the query, as Spark's UI shows it
     * @param runs makes the runs of the table in a session, which is one of the stream's own
     * @param told hears of each batch
     */
    public TableStream(
            String name,
            StreamSource source,
            String topic,
            Function<SparkSession, StreamRun> runs,
            Consumer<StreamReport> told) {
        this.name = name;
        this.source = source;
        this.topic = topic;
        this.identity = source.identity(topic);
        this.runs = runs;
        this.told = told;
    }

    /**
     * Starts it, or goes on with it.
     *
     * @param folder the checkpoint, which knows how far it is
     */
    void start(SparkSession spark, Trigger trigger, String folder) throws TimeoutException {
        checkpoint = folder;
        query = source.read(spark, topic)
                .writeStream()
                .queryName(name)
                .trigger(trigger)
                .option("checkpointLocation", folder)
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) this::take)
                .start();
        id.complete(query.id().toString());
    }

    private void take(Dataset<Row> records, long number) throws IOException, InterruptedException {
        batch.lockInterruptibly();
        try {
            if (run == null) {
                run = runs.apply(records.sparkSession());
            }
            StreamBatch its = new StreamBatch(source.name(), identity, id.join(), number);
            Optional<StreamReport> report;
            try (StreamSource.Batch given =
                    source.batch(records, number, Store.at(records.sparkSession(), checkpoint))) {
                report = run.run(its, given.records());
            }
            report.ifPresent(told);
            // An idle stream of Kinesis has an empty batch once a minute.
            if (report.isPresent() || lastRecords == null) {
                lastRecords = Instant.now();
            }
        } finally {
            batch.unlock();
        }
    }

    /** True until it has ended, by itself or in an error. */
    boolean isActive() {
        return query.isActive();
    }

    /** True if it looked for records and has not had any for so long. */
    boolean isIdleFor(Duration time) {
        if (lastRecords == null && query.lastProgress() != null) {
            lastRecords = Instant.now();
        }
        return lastRecords != null
                && !batch.isLocked()
                && lastRecords.plus(time).isBefore(Instant.now());
    }

    /** Ends it, after the batch under way. */
    void stop() throws TimeoutException {
        batch.lock();
        try {
            query.stop();
        } finally {
            batch.unlock();
        }
    }

    /** The error in which it ended. */
    public Optional<StreamingQueryException> error() {
        Option<StreamingQueryException> error = query.exception();
        return error.isDefined() ? Optional.of(error.get()) : Optional.empty();
    }
}
