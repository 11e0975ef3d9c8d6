package pinpipe.etl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;

/**
 * What a table has consumed of its topic: per partition the next offset, and the gaps below it. Never a modification
 * time: a store may date an object before the run that it missed. A later time only says that offsets which were consumed
 * have landed again.
 *
 * @param partitions the marks by partition number, of the epoch that now is
 * @param epochs the epochs that have begun after the first one, each because the topic was deleted and made again
 */
public record Bookmark(Map<Integer, Mark> partitions, List<Epoch> epochs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing consumed yet. */
    public static final Bookmark START = new Bookmark(Map.of(), List.of());

    /**
     * A time in which a topic's offsets never started over.
     *
     * @param base what is added to its offsets, so that all of them are higher than those of the epoch before
     * @param since objects that were written later than this, in milliseconds since 1970, belong to it
     */
    public record Epoch(long base, long since) {}

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
     * @param newest when the object that was written last of all consumed ones was written, in milliseconds since 1970
     */
    public record Mark(long first, long next, List<Gap> gaps, String last, long lastSize, long newest) {
        /** True if all consumed objects begin before this offset. */
        boolean beginsBefore(long offset) {
            return offset > ObjectName.read(last).orElseThrow().firstOffset();
        }

        private Mark rewritten(LandedObject object) {
            long size = object.path().equals(last) ? object.size() : lastSize;
            return new Mark(first, next, gaps, last, size, Math.max(newest, object.modified()));
        }

        /** True if this offset was consumed, and did not pass as missing. */
        boolean has(long offset) {
            return first <= offset
                    && offset < next
                    && gaps.stream().noneMatch(gap -> gap.from() <= offset && offset < gap.to());
        }
    }

    /**
     * True if an object in a folder of consecutive offsets has not been consumed: it begins after, or before, all that
     * were, or in a gap, or it is the last one and has grown.
     */
    public boolean isNew(LandedObject object) {
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

    /**
     * True if an object begins at an offset that was consumed, and was written after all that were: a sink has delivered
     * again, or the topic is another one than it was.
     */
    boolean comesAgain(LandedObject object) {
        Mark mark = partitions.get(object.name().partition());
        return object.name().consecutive()
                && mark != null
                && object.modified() > mark.newest()
                && mark.has(object.name().firstOffset());
    }

    /** True if an object belongs to an epoch that is over. */
    boolean isPast(LandedObject object) {
        return object.modified() <= since();
    }

    /** When the epoch began that now is: what was written later belongs to it. */
    long since() {
        return epochs.isEmpty() ? Long.MIN_VALUE : epochs.get(epochs.size() - 1).since();
    }

    /** What is added to the offsets of an object's lines: nothing in the first epoch. */
    long base(LandedObject object) {
        long base = 0;
        for (Epoch epoch : epochs) {
            base = object.modified() > epoch.since() ? epoch.base() : base;
        }
        return base;
    }

    /** What is added to the offsets of what lands now. */
    long base() {
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).base();
    }

    /** The bookmark after these marks have taken the place of their partitions' earlier ones. */
    Bookmark with(Map<Integer, Mark> moved) {
        Map<Integer, Mark> all = new TreeMap<>(partitions);
        all.putAll(moved);
        return new Bookmark(all, epochs);
    }

    /** The same epochs with nothing consumed. */
    Bookmark unread() {
        return new Bookmark(Map.of(), epochs);
    }

    /**
     * Another epoch, of which nothing is consumed yet.
     *
     * @param since what was written later than this belongs to it
     * @param beyond one past the highest offset that marks do not know of
     */
    Bookmark newEpoch(long since, long beyond) {
        long highest = partitions.values().stream().mapToLong(Mark::next).reduce(beyond, Math::max);
        List<Epoch> all = new ArrayList<>(epochs);
        all.add(new Epoch(base() + highest, since));
        return new Bookmark(Map.of(), all);
    }

    /**
     * The bookmark after objects that were consumed were rewritten in their places, with as many lines as before: they have
     * not come again, and the last one has not grown.
     *
     * @param rewritten the objects as they are now
     */
    Bookmark rewritten(List<LandedObject> rewritten) {
        Map<Integer, Mark> moved = new TreeMap<>();
        for (LandedObject object : rewritten) {
            int partition = object.name().partition();
            Mark mark = moved.getOrDefault(partition, partitions.get(partition));
            if (mark != null && object.name().consecutive() && !isPast(object)) {
                moved.put(partition, mark.rewritten(object));
            }
        }
        return with(moved);
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
            throw Failure.dataRejected(
                    "Cannot read the ledger: a bookmark in it is not what this version writes (%s). Use the version that wrote it, or --rebuild."
                            .formatted(Causes.firstLine(e)));
        }
    }
}
