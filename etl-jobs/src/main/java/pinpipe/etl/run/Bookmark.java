package pinpipe.etl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Landed;
import pinpipe.etl.io.ObjectName;

/**
 * What a table has consumed of its topic: per partition the next offset, and the gaps below it. Never a modification
 * time: a store may date an object before the run that it missed.
 *
 * @param partitions the marks by partition number
 */
public record Bookmark(Map<Integer, Mark> partitions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing consumed yet. */
    public static final Bookmark START = new Bookmark(Map.of());

    /**
     * Offsets that no object has brought.
     *
     * @param from the first missing offset
     * @param to the first offset that is there again
     */
    public record Gap(long from, long to) {}

    /**
     * Where one partition stands.
     *
     * @param first the lowest offset ever consumed
     * @param next one past the highest offset consumed
     * @param gaps what lies between them and was passed without having come
     * @param last the path of the consumed object with the highest first offset; it may grow if a sink delivers it again
     * @param lastSize its length in bytes
     */
    public record Mark(long first, long next, List<Gap> gaps, String last, long lastSize) {
        /** True if all consumed objects begin before this offset. */
        boolean beginsBefore(long offset) {
            return offset > ObjectName.read(last).orElseThrow().firstOffset();
        }
    }

    /**
     * True if an object in a folder of consecutive offsets has not been consumed: it begins after, or before, all that
     * were, or in a gap, or it is the last one and has grown.
     */
    public boolean isNew(Landed object) {
        Mark mark = partitions.get(object.name().partition());
        if (mark == null) {
            return true;
        }
        if (object.path().equals(mark.last())) {
            return object.size() != mark.lastSize();
        }
        long offset = object.name().firstOffset();
        return mark.beginsBefore(offset)
                || offset < mark.first()
                || mark.gaps().stream().anyMatch(gap -> gap.from() <= offset && offset < gap.to());
    }

    /** The bookmark after these marks have taken the place of their partitions' earlier ones. */
    Bookmark with(Map<Integer, Mark> moved) {
        Map<Integer, Mark> all = new TreeMap<>(partitions);
        all.putAll(moved);
        return new Bookmark(all);
    }

    /** These gaps without what a stretch of offsets has filled. */
    static List<Gap> unfilled(List<Gap> gaps, long from, long to) {
        List<Gap> left = new ArrayList<>();
        for (Gap gap : gaps) {
            if (to <= gap.from() || gap.to() <= from) {
                left.add(gap);
                continue;
            }
            if (gap.from() < from) {
                left.add(new Gap(gap.from(), from));
            }
            if (to < gap.to()) {
                left.add(new Gap(to, gap.to()));
            }
        }
        return left;
    }

    /** The bookmark as the ledger keeps it. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException neverForRecords) {
            throw new IllegalStateException(neverForRecords);
        }
    }

    /** The bookmark that a ledger has kept. */
    static Bookmark read(String json) {
        try {
            return JSON.readValue(json, Bookmark.class);
        } catch (JsonProcessingException e) {
            throw Failure.dataRefused(
                    "Cannot read the ledger: a bookmark in it is not what this version writes (%s). Use the version that wrote it, or --rebuild."
                            .formatted(Causes.firstLine(e)));
        }
    }
}
