package pinpipe.etl.landing.topic;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was landed of one topic partition.
 *
 * @param topic the Kafka topic
 * @param partition the topic's partition
 * @param first the lowest offset landed
 * @param last the highest offset landed
 * @param records how many records, which are as many lines
 * @param objects how many objects
 * @param bytes the objects' bytes as they lie there, compressed or not
 */
public record LandedPartition(
        String topic, int partition, long first, long last, long records, long objects, long bytes)
        implements Serializable {

    /** This and what followed it in the same topic partition. */
    LandedPartition and(LandedPartition next) {
        return new LandedPartition(
                topic, partition, first, next.last, records + next.records, objects + next.objects, bytes + next.bytes);
    }

    /** The line that tells a person what was landed of a topic. */
    public static String told(String topic, List<LandedPartition> all) {
        List<LandedPartition> its =
                all.stream().filter(landed -> landed.topic.equals(topic)).toList();
        if (its.isEmpty()) {
            return topic + ": nothing new";
        }
        String offsets = its.stream()
                .map(landed -> "%d: %d-%d".formatted(landed.partition, landed.first, landed.last))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s: %,d records in %,d objects, %,d bytes, offsets by partition %s",
                topic,
                its.stream().mapToLong(LandedPartition::records).sum(),
                its.stream().mapToLong(LandedPartition::objects).sum(),
                its.stream().mapToLong(LandedPartition::bytes).sum(),
                offsets);
    }
}
