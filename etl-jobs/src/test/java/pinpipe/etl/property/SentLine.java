package pinpipe.etl.property;

import java.util.List;
import java.util.TreeSet;

/**
 * A line of a topic, or of a landed object, at its place.
 *
 * @param offset the lowest part of its place that doors know: where objects interleave, the offset of the object's first line
 * @param position of its first record: where objects interleave, the line's own place comes first in it
 * @param records what it holds; one where it cannot be opened
 */
record SentLine(int partition, long offset, long position, String raw, List<Sent> records) {
    private static final String LINE_REJECTED = "line_rejected";

    SentLine at(long firstOffset, long linesBefore) {
        return new SentLine(partition, firstOffset, linesBefore * 1_000_000, raw, records);
    }

    boolean isGood() {
        return records.stream().allMatch(Sent::isGood);
    }

    /** All reasons of all its records, where it is rejected whole. */
    TreeSet<String> reasons() {
        TreeSet<String> reasons = new TreeSet<>();
        for (Sent sent : records) {
            reasons.addAll(sent.isGood() ? List.of(LINE_REJECTED) : sent.reasons());
        }
        return reasons;
    }

    /** What quarantine must hold of it. */
    String rejection() {
        return rejection(partition, offset, position, records.size(), reasons(), raw);
    }

    static String rejection(
            Object partition, Object offset, Object position, Object records, Object reasons, Object raw) {
        return "partition %s, offset %s, position %s: %s records %s %s"
                .formatted(partition, offset, position, records, reasons, raw);
    }

    Place place(int record) {
        return new Place(offset, partition, position + record);
    }

    @Override
    public String toString() {
        return "%d/%d/%d %s".formatted(partition, offset, position, raw);
    }
}
