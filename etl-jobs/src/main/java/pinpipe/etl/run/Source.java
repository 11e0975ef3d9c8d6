package pinpipe.etl.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * What a run read.
 *
 * @param objects how many objects
 * @param bytes their length together
 * @param offsets the offsets consumed, by partition
 * @param gaps offsets that were missing
 * @param overlaps offsets that came again
 */
public record Source(long objects, long bytes, Map<String, Offsets> offsets, List<Gap> gaps, List<Overlap> overlaps) {
    /** Nothing, because of these gaps where they are any. */
    static Source nothing(List<Gap> open) {
        return new Source(0, 0, Map.of(), open, List.of());
    }

    /** What a run would have read that stopped because of the gaps it would have passed: they stay open. */
    Source stopped() {
        return nothing(gaps.stream()
                .filter(Gap::isPassed)
                .map(gap -> Gap.open(gap.partition(), gap.from(), gap.to()))
                .toList());
    }

    /** A stretch of offsets, the end not included. */
    public record Offsets(long from, long to) {}

    /** A stretch that was missing: {@code open} (waited for), {@code passed}, or {@code filled late}. */
    public record Gap(int partition, long from, long to, String state) {
        /** A gap that the next object waits behind, for as long as it may still be filled. */
        static Gap open(int partition, long from, long to) {
            return new Gap(partition, from, to, "open");
        }

        /** A gap that was waited for long enough. */
        static Gap passed(int partition, long from, long to) {
            return new Gap(partition, from, to, "passed");
        }

        /** What came into a gap that an earlier run had passed. */
        static Gap filledLate(int partition, long from, long to) {
            return new Gap(partition, from, to, "filled late");
        }

        @JsonIgnore
        boolean isPassed() {
            return state.equals("passed");
        }

        /** What is missing, in words; the last offset is included. */
        String told() {
            return to - from == 1
                    ? "offset %d of partition %d has not landed".formatted(from, partition)
                    : "offsets %d to %d of partition %d have not landed".formatted(from, to - 1, partition);
        }
    }

    /** A stretch that was delivered again. */
    public record Overlap(int partition, long from, long to) {}
}
