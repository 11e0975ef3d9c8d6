package pinpipe.etl.landing.topic;

import java.util.OptionalLong;
import pinpipe.cli.Failure;
import pinpipe.etl.io.PartitionOffsets;
import pinpipe.etl.landing.objects.ObjectName;

/**
 * What is to be landed of a topic partition.
 *
 * @param topic the Kafka topic
 * @param partition the topic's partition
 * @param from the first offset to land
 * @param to the offset after the last; not above {@code from} where there is nothing
 * @param lost how many offsets just below {@code from} were deleted before they were landed
 */
public record OffsetRange(String topic, int partition, long from, long to, long lost) {
    /**
     * What follows the landed objects.
     *
     * @param next the offset after the highest landed one; empty where nothing has landed
     * @throws Failure if more has landed than was ever in the topic: it was made again, and offsets no longer say which
     *     records have landed
     */
    static OffsetRange after(OptionalLong next, String topic, int partition, PartitionOffsets held) {
        long wanted = next.orElse(held.earliest());
        if (wanted > held.end()) {
            throw Failure.dataRejected(
                    "Cannot land %s: partition %d has landed up to offset %d, but the topic ends at %d, so it was made again since. Move %s of the landing away, or land under another prefix."
                            .formatted(topic, partition, wanted, held.end(), ObjectName.folder(topic)));
        }
        long from = Math.max(wanted, held.earliest());
        return new OffsetRange(topic, partition, from, held.stable(), from - wanted);
    }

    /** True if there is nothing to land; a sink that reads uncommitted records may even have landed more. */
    public boolean isEmpty() {
        return from >= to;
    }

    /** What a person must know about records that nobody can land any more. */
    public String told() {
        return "%s: records lost: offsets %d to %d of partition %d were deleted from the topic before they landed. Land more often, or raise the topic's retention."
                .formatted(topic, from - lost, from - 1, partition);
    }
}
