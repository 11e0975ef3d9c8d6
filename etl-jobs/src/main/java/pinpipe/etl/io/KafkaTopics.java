package pinpipe.etl.io;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/** What the driver asks a Kafka cluster: which topics it has and what their partitions hold. */
public final class KafkaTopics implements AutoCloseable {
    private final Admin admin;

    private KafkaTopics(Admin admin) {
        this.admin = admin;
    }

    /** The topics of the cluster that these settings reach. */
    public static KafkaTopics at(KafkaSettings settings) {
        return new KafkaTopics(Admin.create(settings.forAdmin()));
    }

    /** All topics that this user may see. */
    public Set<String> names() {
        return answer(admin.listTopics().names());
    }

    /** A topic's own name for itself: another one if the topic is deleted and made again. */
    public String identity(String topic) {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .topicId()
                .toString();
    }

    /** What each partition of these topics holds, by topic and partition. */
    public Map<TopicPartition, PartitionOffsets> offsets(Collection<String> topics) {
        Set<TopicPartition> partitions = answer(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
        Map<TopicPartition, ListOffsetsResultInfo> earliest =
                ask(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, ListOffsetsResultInfo> stable =
                ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, ListOffsetsResultInfo> end =
                ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, PartitionOffsets> offsets =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        for (TopicPartition partition : partitions) {
            offsets.put(
                    partition,
                    new PartitionOffsets(
                            earliest.get(partition).offset(),
                            stable.get(partition).offset(),
                            end.get(partition).offset()));
        }
        return offsets;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ask(
            Set<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        return answer(
                admin.listOffsets(question, new ListOffsetsOptions(isolation)).all());
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the Kafka broker", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    /** The sentence for an error of Kafka's clients; null if it is none. */
    public static Failure explain(String does, String servers, Throwable error) {
        return Causes.of(error)
                .map(cause -> explainOne(does, servers, cause, error))
                .filter(failure -> failure != null)
                .findFirst()
                .orElse(null);
    }

    private static Failure explainOne(String does, String servers, Throwable cause, Throwable error) {
        String said = Causes.firstLine(cause);
        if (cause instanceof TimeoutException || said.startsWith("No resolvable bootstrap urls")) {
            return Failure.broken(
                    "Cannot %s: no answer from a Kafka broker at %s (%s). Check that it runs, that the address is right and that --kafka-config speaks its protocol, then try again."
                            .formatted(does, servers, said),
                    error);
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return Failure.askedWrongly(
                    "Cannot %s: the Kafka broker at %s refuses this user (%s). Check the credentials in --kafka-config and what they may read."
                            .formatted(does, servers, said),
                    error);
        }
        if (cause instanceof ConfigException) {
            return Failure.askedWrongly(
                    "Cannot %s: Kafka's client does not take its settings (%s). Mend --bootstrap-servers or --kafka-config."
                            .formatted(does, said),
                    error);
        }
        return null;
    }
}
