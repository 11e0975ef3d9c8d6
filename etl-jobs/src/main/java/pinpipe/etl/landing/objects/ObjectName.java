package pinpipe.etl.landing.objects;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a landed object says, as the Confluent S3 sink connector writes it:
 * {@code topics/<topic>/partition=<p>/<topic>+<p>+<first offset>.json}, also {@code .json.gz}, also with time or field
 * folders in place of {@code partition=<p>}. The sink pads offsets to 10 digits, Aiven's to 20; any number is read.
 *
 * @param topic the Kafka topic
 * @param partition the topic's partition
 * @param firstOffset the offset of the first line
 * @param consecutive true in a folder {@code partition=<p>} directly under the topic: there one object follows another
 *     and offsets rise by one a line; elsewhere objects of a partition interleave and only the first offset is known
 */
public record ObjectName(String topic, int partition, long firstOffset, boolean consecutive) implements Serializable {
    /** The folder between the landing and its topics. */
    public static final String TOPICS = "topics";

    private static final Pattern PATH = Pattern.compile(
            "topics/(?<topic>[^/]+)/(?<folders>.+)/\\k<topic>\\+(?<partition>\\d{1,9})\\+(?<offset>\\d{1,20})\\.json(\\.gz)?");

    /** What a path relative to the landing says; empty where it is not the path of a landed object. */
    public static Optional<ObjectName> read(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int partition = Integer.parseInt(matcher.group("partition"));
            boolean consecutive = matcher.group("folders").equals("partition=" + partition);
            // A million names of one topic are held at once: they share its text.
            return Optional.of(new ObjectName(
                    matcher.group("topic").intern(), partition, Long.parseLong(matcher.group("offset")), consecutive));
        } catch (NumberFormatException pastSixtyFourBits) {
            return Optional.empty();
        }
    }

    /** The folder of a topic, relative to the landing. */
    public static String folder(String topic) {
        return TOPICS + "/" + topic;
    }

    /** The path at which an object that begins at an offset lands, relative to the landing. */
    public static String path(String topic, int partition, long firstOffset, boolean gzip) {
        return "%s/partition=%d/%s+%d+%010d.json%s"
                .formatted(folder(topic), partition, topic, partition, firstOffset, gzip ? ".gz" : "");
    }
}
