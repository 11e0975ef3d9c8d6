package pinpipe.producer.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import pinpipe.cli.Causes;

/**
 * Hands records to Kafka and says, when it is certain, what became of each.
 *
 * <p>Only so many may be under way at a time: where Kafka takes them more slowly than they come, requests are turned
 * away instead of kept.
 */
final class TopicWriter implements AutoCloseable {
    private static final Duration LAST_RECORDS = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final int limit;
    private final Semaphore room;

    /**
     * A writer through this producer, which it closes in the end.
     *
     * @param limit the most records under way
     */
    TopicWriter(Producer<byte[], byte[]> producer, int limit) {
        this.producer = producer;
        this.limit = limit;
        this.room = new Semaphore(limit);
    }

    /** How many records are under way now. */
    int underWay() {
        return limit - room.availablePermits();
    }

    /**
     * Writes records, in their order, to a topic that is there.
     *
     * @return what became of each, in the same order, when all of it is known
     * @throws Problem if there is no room for them; then none was written
     */
    CompletableFuture<List<Outcome>> write(String topic, List<Message> messages) {
        if (messages.size() > limit) {
            throw new Problem(ErrorCode.TOO_LARGE, "A request may have at most %,d records".formatted(limit));
        }
        if (!room.tryAcquire(messages.size())) {
            throw new Problem(ErrorCode.TOO_MUCH_IN_FLIGHT, "Too many records are under way; send it again later");
        }
        Batch batch = new Batch(messages.size());
        Outcome givenUp = null;
        for (int i = 0; i < messages.size(); i++) {
            if (givenUp == null) {
                givenUp = send(topic, messages.get(i), i, batch);
            } else {
                // Each further one would wait as long for room in the client, or for an answer that does not come.
                batch.settle(i, givenUp);
            }
        }
        return batch.settled;
    }

    /** Waits until Kafka's client has let go of all that it has, but not for long. */
    @Override
    public void close() {
        producer.close(LAST_RECORDS);
    }

    /** Null if the record is on its way; what became of it, if the client would not take it. */
    private Outcome send(String topic, Message message, int place, Batch batch) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, message.partition(), message.key(), message.value());
        try {
            Future<?> taken = producer.send(record, (where, error) -> {
                if (error == null) {
                    batch.settle(place, Outcome.acknowledged(where.partition(), where.offset()));
                } else {
                    batch.settle(place, lost(error));
                }
            });
            Outcome early = taken.isDone() ? batch.outcomes.get(place) : null;
            return early == null || early.isAcknowledged() || !early.error().isRetriable() ? null : early;
        } catch (KafkaException | IllegalStateException e) {
            Outcome lost = lost(e);
            batch.settle(place, lost);
            return lost;
        }
    }

    private static Outcome lost(Exception error) {
        Throwable root = Causes.root(error);
        if (root instanceof RecordTooLargeException) {
            return Outcome.lost(
                    ErrorCode.TOO_LARGE, "The record is larger than the topic or the gateway's client allows");
        }
        ErrorCode code = root instanceof RetriableException || root instanceof IllegalStateException
                ? ErrorCode.NOT_ACKNOWLEDGED
                : ErrorCode.KAFKA_REFUSES;
        return Outcome.lost(code, Causes.firstLine(root));
    }

    /** The records of one request. */
    private final class Batch {
        private final AtomicReferenceArray<Outcome> outcomes;
        private final AtomicInteger open;
        private final CompletableFuture<List<Outcome>> settled = new CompletableFuture<>();

        Batch(int size) {
            this.outcomes = new AtomicReferenceArray<>(size);
            this.open = new AtomicInteger(size);
        }

        /** Some errors are told by the client twice, by its callback and by an exception; the first one counts. */
        void settle(int place, Outcome outcome) {
            if (outcomes.compareAndSet(place, null, outcome)) {
                room.release();
                if (open.decrementAndGet() == 0) {
                    settled.complete(IntStream.range(0, outcomes.length())
                            .mapToObj(outcomes::get)
                            .toList());
                }
            }
        }
    }
}
