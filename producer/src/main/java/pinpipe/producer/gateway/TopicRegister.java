package pinpipe.producer.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which topics there are and what they are like. What was seen once is not asked for again for a while. */
final class TopicRegister implements AutoCloseable {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final long FRESH = Duration.ofMinutes(1).toNanos();
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Admin admin;
    private final Optional<Consumer<String>> maker;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /**
     * A register that asks through this client, which it closes in the end.
     *
     * @param maker makes a topic of that name; empty where a missing one is to be refused
     */
    TopicRegister(Admin admin, Optional<Consumer<String>> maker) {
        this.admin = admin;
        this.maker = maker;
    }

    /** All names but those of Kafka's own topics, sorted. */
    List<String> names() {
        return answer(admin.listTopics().names()).stream().sorted().toList();
    }

    /** The topic as it is now; a {@link Problem} if there is none. */
    TopicDescription topic(String name) {
        requireLegal(name);
        return answer(admin.describeTopics(List.of(name)).topicNameValues().get(name));
    }

    /**
     * A topic's settings by name, its own and those that it has from the broker; none where we may not see them.
     *
     * @throws Problem if there is no such topic, or Kafka does not answer
     */
    SortedMap<String, String> configs(String name) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        SortedMap<String, String> configs = new TreeMap<>();
        try {
            answer(admin.describeConfigs(List.of(topic)).values().get(topic))
                    .entries()
                    .forEach(entry -> configs.put(entry.name(), entry.value()));
        } catch (Problem e) {
            if (e.code() != ErrorCode.KAFKA_REFUSES) {
                throw e;
            }
        }
        return configs;
    }

    /**
     * Makes sure that records can be sent to a topic.
     *
     * @throws Problem if it, or a partition that a record asks for, is not there
     */
    void require(String name, List<Message> messages) {
        requireLegal(name);
        Seen last = seen.get(name);
        if (last == null || System.nanoTime() - last.at > FRESH) {
            last = new Seen(partitions(name), System.nanoTime());
            seen.put(name, last);
        }
        for (Message message : messages) {
            if (message.partition() != null && message.partition() >= last.partitions) {
                throw new Problem(
                        ErrorCode.NO_SUCH_PARTITION,
                        "Partition %d not found: %s has %d".formatted(message.partition(), name, last.partitions));
            }
        }
    }

    /** Whether a broker answers. */
    boolean isAnswered() {
        try {
            return !answer(admin.describeCluster().nodes()).isEmpty();
        } catch (Problem e) {
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(FAREWELL);
    }

    private int partitions(String name) {
        try {
            return topic(name).partitions().size();
        } catch (Problem e) {
            if (e.code() != ErrorCode.NO_SUCH_TOPIC || maker.isEmpty()) {
                throw e;
            }
            maker.get().accept(name);
            return topic(name).partitions().size();
        }
    }

    private static void requireLegal(String name) {
        if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new Problem(ErrorCode.NO_SUCH_TOPIC, "Topic not found: no topic can have such a name");
        }
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new Problem(ErrorCode.NO_SUCH_TOPIC, "Topic not found");
            }
            if (e.getCause() instanceof AuthorizationException) {
                throw new Problem(ErrorCode.KAFKA_REFUSES, "Kafka does not let the gateway do this");
            }
            throw new Problem(ErrorCode.NOT_ACKNOWLEDGED, "Kafka does not answer; send it again later");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ErrorCode.NOT_ACKNOWLEDGED, "The gateway is stopping");
        }
    }

    private record Seen(int partitions, long at) {}
}
