package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.List;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;
import pinpipe.etl.run.Bookmark.Gap;
import pinpipe.etl.run.Bookmark.Mark;

/**
 * Walks the objects of one partition in offset order and says what they prove: from where to where offsets came without
 * a hole, where one is missing, where one came twice, and at which object the run must stop and wait.
 */
final class OffsetWalk {
    private final int partition;
    private final Mark before;
    private final long passBefore;

    private final List<Source.Gap> gapsSeen = new ArrayList<>();
    private final List<Source.Overlap> overlaps = new ArrayList<>();
    private List<Gap> gaps;

    /** Holes below all that was consumed before, which the objects that follow here may fill. */
    private List<Gap> early = List.of();

    private long first;
    private long next;
    private boolean begun;
    private String last;
    private long lastSize;
    private long newest;
    private long from = Long.MAX_VALUE;
    private long waitsAt = Long.MAX_VALUE;

    /**
     * A walk that goes on from a mark.
     *
     * @param before where the partition stands, or null if nothing of it was consumed
     * @param passBefore a gap is passed if the object beyond it was written before this instant, in milliseconds since
     *     1970; a younger one may still be filled, and is waited for
     */
    OffsetWalk(int partition, Mark before, long passBefore) {
        this.partition = partition;
        this.before = before;
        this.passBefore = passBefore;
        this.gaps = before == null ? List.of() : before.gaps();
        this.begun = before != null;
        this.first = before == null ? 0 : before.first();
        this.next = before == null ? 0 : before.next();
        this.last = before == null ? null : before.last();
        this.lastSize = before == null ? 0 : before.lastSize();
        this.newest = before == null ? 0 : before.newest();
    }

    /** One object, with the number of its lines. After the first that must wait, all others of the partition wait too. */
    void step(LandedObject object, long lines) {
        long start = object.name().firstOffset();
        if (start >= waitsAt) {
            return;
        }
        if (begun && start > next) {
            if (object.modified() > passBefore) {
                waitsAt = start;
                gapsSeen.add(Source.Gap.open(partition, next, start));
                return;
            }
            gaps = append(gaps, new Gap(next, start));
            gapsSeen.add(Source.Gap.passed(partition, next, start));
        }
        take(object, start, start + lines);
    }

    private void take(LandedObject object, long start, long end) {
        if (!begun) {
            first = start;
            next = start;
            begun = true;
        }
        for (Gap gap : gaps) {
            if (start < gap.to() && gap.from() < end) {
                gapsSeen.add(Source.Gap.filledLate(partition, Math.max(start, gap.from()), Math.min(end, gap.to())));
            }
        }
        List<Gap> left = Bookmark.unfilled(gaps, start, end);
        List<Gap> earlyLeft = Bookmark.unfilled(early, start, end);
        if (left.equals(gaps) && earlyLeft.equals(early) && start >= first && start < next && start < end) {
            overlaps.add(new Source.Overlap(partition, start, Math.min(end, next)));
        }
        gaps = left;
        early = earlyLeft;
        if (start < first) {
            if (end < first) {
                early = append(early, new Gap(end, first));
            }
            first = start;
        }
        if (last == null || start >= ObjectName.read(last).orElseThrow().firstOffset()) {
            last = object.path();
            lastSize = object.size();
        }
        newest = Math.max(newest, object.modified());
        from = Math.min(from, start);
        next = Math.max(next, end);
    }

    /** The first offset that must wait for a gap to be filled, or {@link Long#MAX_VALUE} if none must. */
    long waitsAt() {
        return waitsAt;
    }

    /** Where the partition stands afterwards, or null if there is still nothing consumed. */
    Mark mark() {
        List<Gap> all = new ArrayList<>(early);
        all.addAll(gaps);
        return begun ? new Mark(first, next, all, last, lastSize, newest) : before;
    }

    /** The stretch that this walk consumed; empty where it consumed nothing. */
    Source.Offsets consumed() {
        return from == Long.MAX_VALUE ? new Source.Offsets(next, next) : new Source.Offsets(from, next);
    }

    /** The gaps that this walk has met. */
    List<Source.Gap> gaps() {
        List<Source.Gap> all = new ArrayList<>(gapsSeen);
        early.forEach(gap -> all.add(Source.Gap.passed(partition, gap.from(), gap.to())));
        return all;
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
