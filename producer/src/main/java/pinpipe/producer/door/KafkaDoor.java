package pinpipe.producer.door;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pinpipe.cli.Failure;
import pinpipe.producer.kafka.KafkaFailures;
import pinpipe.producer.kafka.KafkaSettings;
import pinpipe.producer.kafka.Topics;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * Puts rows on Kafka topics, {@code <prefix>.pin} and so on, keyed so that the versions of a row share a partition.
 *
 * <p>Kafka's client retries by itself until its {@code delivery.timeout.ms}; the first record that it gives up ends the
 * run.
 */
public final class KafkaDoor implements Door {
    private static final Duration LAST_RECORDS = Duration.ofSeconds(10);

    private final Supplier<Producer<byte[], byte[]>> connect;
    private final Consumer<List<String>> topics;
    private final String prefix;
    private final KafkaFailures failures;
    private final AtomicReference<Failure> lost = new AtomicReference<>();
    private Producer<byte[], byte[]> producer;

    /**
     * A door to the broker that a producer is for.
     *
     * @param connect makes the producer, once the topics are there: one that has found no broker would hold up the end
     * @param topics sees to it that topics of these names exist
     */
    KafkaDoor(
            Supplier<Producer<byte[], byte[]>> connect,
            Consumer<List<String>> topics,
            String prefix,
            KafkaFailures failures) {
        this.connect = connect;
        this.topics = topics;
        this.prefix = prefix;
        this.failures = failures;
    }

    /** A door to a real broker. */
    public static KafkaDoor to(KafkaSettings settings, Topics topics, String prefix) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaDoor(
                () -> new KafkaProducer<>(settings.forProducer(), bytes, bytes),
                topics::make,
                prefix,
                new KafkaFailures(settings.servers()));
    }

    @Override
    public void open(List<PostTable> tables) {
        topics.accept(tables.stream().map(table -> table.topic(prefix)).toList());
        try {
            producer = connect.get();
        } catch (KafkaException e) {
            throw failures.opening(e);
        }
    }

    @Override
    public void send(Row row, Runnable acknowledged) {
        stopIfLost();
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(row.table().topic(prefix), row.keyBytes(), row.valueBytes());
        try {
            Future<?> unused = producer.send(message, (where, error) -> {
                if (error == null) {
                    acknowledged.run();
                } else {
                    lost.compareAndSet(null, failures.sending(row, error));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            stopIfLost();
            throw failures.sending(row, e);
        }
        stopIfLost();
    }

    @Override
    public void flush() {
        producer.flush();
        stopIfLost();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(lost.get() == null ? LAST_RECORDS : Duration.ZERO);
        }
    }

    private void stopIfLost() {
        Failure failure = lost.get();
        if (failure != null) {
            throw failure;
        }
    }
}
