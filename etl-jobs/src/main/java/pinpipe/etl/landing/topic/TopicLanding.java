package pinpipe.etl.landing.topic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import pinpipe.etl.io.KafkaSettings;
import pinpipe.etl.io.PartitionOffsets;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;

/**
 * Lands Kafka topics as objects, one task for each topic partition. It keeps no state: the names of the landed objects
 * say where to go on, so that a run that was killed is finished by the next one, with the same objects.
 */
public final class TopicLanding {
    private final SparkSession spark;
    private final String landing;

    /** A landing at this URI: the folder that holds, or will hold, {@code topics/}. */
    public TopicLanding(SparkSession spark, String landing) {
        this.spark = spark;
        this.landing = landing;
    }

    /**
     * What is to be landed of each partition, by what the topics hold and what has landed.
     *
     * @throws pinpipe.cli.Failure if a topic was made again since it was landed
     */
    public List<OffsetRange> plan(Map<TopicPartition, PartitionOffsets> held) throws IOException {
        LandedOffsets landed = new LandedOffsets(Store.at(spark, landing));
        List<OffsetRange> plan = new ArrayList<>();
        for (Map.Entry<TopicPartition, PartitionOffsets> entry : held.entrySet()) {
            String topic = entry.getKey().topic();
            int partition = entry.getKey().partition();
            plan.add(OffsetRange.after(landed.next(topic, partition), topic, partition, entry.getValue()));
        }
        return plan;
    }

    /** Lands these ranges, and says what was landed, by topic and partition. */
    public List<LandedPartition> land(List<OffsetRange> plan, KafkaSettings kafka, ObjectShape shape) {
        List<OffsetRange> ranges =
                plan.stream().filter(range -> !range.isEmpty()).toList();
        if (ranges.isEmpty()) {
            return List.of();
        }
        return read(ranges, kafka)
                .mapPartitions(
                        new PartitionLanding(Sessions.hadoopSettings(spark), landing, shape),
                        Encoders.javaSerialization(LandedPartition.class))
                .collectAsList()
                .stream()
                .sorted(Comparator.comparing(LandedPartition::topic).thenComparingInt(LandedPartition::partition))
                .toList();
    }

    /** The records as (topic, partition, offset, key, value); Spark makes one task of a topic partition, in offset order. */
    private Dataset<Row> read(List<OffsetRange> ranges, KafkaSettings kafka) {
        return spark.read()
                .format("kafka")
                .options(kafka.forSpark())
                .option("assign", json(ranges, "[", "]", range -> Integer.toString(range.partition())))
                .option("startingOffsets", json(ranges, "{", "}", range -> offset(range, range.from())))
                .option("endingOffsets", json(ranges, "{", "}", range -> offset(range, range.to())))
                .load()
                .select("topic", "partition", "offset", "key", "value");
    }

    private static String offset(OffsetRange range, long offset) {
        return "\"%d\":%d".formatted(range.partition(), offset);
    }

    /** {@code {"topic":[…],…}}; a topic's name has no character that JSON escapes. */
    private static String json(
            List<OffsetRange> ranges, String open, String close, Function<OffsetRange, String> each) {
        Map<String, String> byTopic = ranges.stream()
                .collect(Collectors.groupingBy(
                        OffsetRange::topic,
                        TreeMap::new,
                        Collectors.mapping(each, Collectors.joining(",", open, close))));
        return byTopic.entrySet().stream()
                .map(topic -> "\"%s\":%s".formatted(topic.getKey(), topic.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
