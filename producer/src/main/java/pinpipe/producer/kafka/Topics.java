package pinpipe.producer.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics that are missing. It does not leave that to the broker's auto-creation, which is off in most places
 * and elsewhere gives one partition.
 *
 * @param partitions of a topic that is made
 * @param replicationFactor of a topic that is made; empty for the broker's default
 * @param said receives a line for each topic that was made
 */
public record Topics(KafkaSettings settings, int partitions, Optional<Short> replicationFactor, Consumer<String> said) {
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);

    /**
     * Sees to it that these topics exist.
     *
     * @throws pinpipe.cli.Failure if the broker does not answer in time or does not permit it
     */
    public void make(List<String> names) {
        KafkaFailures failures = new KafkaFailures(settings.servers());
        Admin admin = null;
        try {
            admin = Admin.create(settings.forAdmin());
            for (String name : missing(names, admin)) {
                create(name, admin);
            }
        } catch (ExecutionException | KafkaException e) {
            throw failures.opening(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.opening(e);
        } finally {
            if (admin != null) {
                admin.close(FAREWELL);
            }
        }
    }

    private static List<String> missing(List<String> names, Admin admin)
            throws ExecutionException, InterruptedException {
        List<String> missing = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(names).topicNameValues();
        for (String name : names) {
            try {
                asked.get(name).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(name);
            }
        }
        return missing;
    }

    /**
     * Waits until each partition is led: asked for its end, the client tries again until a leader answers or its time is
     * over. A batch that arrives earlier can be turned away and the one behind it taken for out of order, which fails
     * the delivery.
     */
    private void awaitLeaders(String name, Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(KafkaSettings.ANSWER_SECONDS);
        while (true) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                // The broker that is asked may not have heard of the topic yet, and the client takes that for final.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(BETWEEN_QUESTIONS.toMillis());
            }
        }
    }

    private void create(String name, Admin admin) throws ExecutionException, InterruptedException {
        try {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), replicationFactor);
            admin.createTopics(List.of(topic)).all().get();
            awaitLeaders(name, admin);
            said.accept("Created topic %s with %d partitions.".formatted(name, partitions));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
