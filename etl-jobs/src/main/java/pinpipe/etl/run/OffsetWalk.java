package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.List;
import pinpipe.etl.io.Landed;
import pinpipe.etl.io.ObjectName;
import pinpipe.etl.run.Bookmark.Gap;
import pinpipe.etl.run.Bookmark.Mark;

/**
 * Walks the objects of one partition in offset order and says what they prove: from where to where offsets came without
 * a hole, where one is missing, where one came twice, and at which object the run must stop and wait.
 */
final class OffsetWalk {
    private final Mark before;
    private final long passBefore;

    private final List<Source.Gap> gapsSeen = new ArrayList<>();
    private final List<Source.Overlap> overlaps = new ArrayList<>();
    private List<Gap> gaps;
    private long first;
    private long next;
    private boolean begun;
    private String last;
    private long lastSize;
    private long from = Long.MAX_VALUE;
    private long waitsAt = Long.MAX_VALUE;

    /**
     * A walk that goes on from a mark.
     *
     * @param before where the partition stands, or null if nothing of it was consumed
     * @param passBefore a gap is passed if the object beyond it was written before this instant, in milliseconds since
     *     1970; a younger one may still be filled, and is waited for
     */
    OffsetWalk(Mark before, long passBefore) {
        this.before = before;
        this.passBefore = passBefore;
        this.gaps = before == null ? List.of() : before.gaps();
        this.begun = before != null;
        this.first = before == null ? 0 : before.first();
        this.next = before == null ? 0 : before.next();
        this.last = before == null ? null : before.last();
        this.lastSize = before == null ? 0 : before.lastSize();
    }

    /** One object, with the number of its lines. After the first that must wait, all others of the partition wait too. */
    void step(Landed object, long lines) {
        long start = object.name().firstOffset();
        if (start >= waitsAt) {
            return;
        }
        if (begun && start > next) {
            if (object.modified() > passBefore) {
                waitsAt = start;
                gapsSeen.add(new Source.Gap(object.name().partition(), next, start, "open"));
                return;
            }
            gaps = append(gaps, new Gap(next, start));
            gapsSeen.add(new Source.Gap(object.name().partition(), next, start, "passed"));
        }
        take(object, start, start + lines);
    }

    private void take(Landed object, long start, long end) {
        int partition = object.name().partition();
        if (!begun) {
            first = start;
            next = start;
            begun = true;
        }
        for (Gap gap : gaps) {
            if (start < gap.to() && gap.from() < end) {
                gapsSeen.add(
                        new Source.Gap(partition, Math.max(start, gap.from()), Math.min(end, gap.to()), "filled late"));
            }
        }
        List<Gap> left = Bookmark.unfilled(gaps, start, end);
        if (left.equals(gaps) && start >= first && start < next && start < end) {
            overlaps.add(new Source.Overlap(partition, start, Math.min(end, next)));
        }
        gaps = left;
        if (start < first) {
            if (end < first) {
                gaps = append(gaps, new Gap(end, first));
            }
            first = start;
        }
        if (last == null || start >= ObjectName.read(last).orElseThrow().firstOffset()) {
            last = object.path();
            lastSize = object.size();
        }
        from = Math.min(from, start);
        next = Math.max(next, end);
    }

    /** The first offset that must wait for a gap to be filled, or {@link Long#MAX_VALUE} if none must. */
    long waitsAt() {
        return waitsAt;
    }

    /** Where the partition stands afterwards, or null if there is still nothing consumed. */
    Mark mark() {
        return begun ? new Mark(first, next, gaps, last, lastSize) : before;
    }

    /** The stretch that this walk consumed; empty where it consumed nothing. */
    Source.Offsets consumed() {
        return from == Long.MAX_VALUE ? new Source.Offsets(next, next) : new Source.Offsets(from, next);
    }

    List<Source.Gap> gaps() {
        return gapsSeen;
    }

    List<Source.Overlap> overlaps() {
        return overlaps;
    }

    private static List<Gap> append(List<Gap> gaps, Gap gap) {
        List<Gap> more = new ArrayList<>(gaps);
        more.add(gap);
        return more;
    }
}
