package pinpipe.etl.run;

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

    /** A stretch of offsets, the end not included. */
    public record Offsets(long from, long to) {}

    /** A stretch that was missing: {@code open} (waited for), {@code passed}, or {@code filled late}. */
    public record Gap(int partition, long from, long to, String state) {}

    /** A stretch that was delivered again. */
    public record Overlap(int partition, long from, long to) {}
}
