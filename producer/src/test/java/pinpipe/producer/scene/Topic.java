package pinpipe.producer.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import pinpipe.stack.Broker;

/** A topic of the embedded broker, to be looked into. */
public record Topic(Broker broker, String name) {
    /** What stands in a record. */
    public record Message(int partition, String key, String value) {}

    /** All that it holds now, partition after partition. */
    public List<Message> messages() {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long all = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            List<Message> messages = new ArrayList<>();
            while (messages.size() < all) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofSeconds(1))) {
                    messages.add(new Message(found.partition(), text(found.key()), text(found.value())));
                }
            }
            return messages;
        }
    }

    /** The records' values in the order of their whole-number keys. */
    public List<String> valuesInKeyOrder() {
        return messages().stream()
                .sorted((one, other) -> Long.compare(Long.parseLong(one.key), Long.parseLong(other.key)))
                .map(Message::value)
                .toList();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** How many partitions it has. */
    public int partitions() {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.partitionsFor(name).size();
        }
    }
}
