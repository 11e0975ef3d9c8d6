package pinpipe.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a topic holds.
 *
 * @param records how many records
 * @param keys how many different keys
 * @param bytes of all values
 * @param sample the first values
 * @param partitions of the topic
 */
record Copied(long records, int keys, long bytes, List<String> sample, int partitions) {
    static Copied of(String servers, String topic, int sampled) {
        Set<String> keys = new HashSet<>();
        List<String> sample = new ArrayList<>();
        long bytes = 0;
        long records = 0;
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (records < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(10))) {
                    records++;
                    bytes += record.serializedValueSize();
                    keys.add(record.key());
                    if (sample.size() < sampled) {
                        sample.add(record.value());
                    }
                }
            }
            return new Copied(records, keys.size(), bytes, sample, partitions.size());
        }
    }
}
