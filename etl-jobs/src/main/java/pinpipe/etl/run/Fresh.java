package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.run.Bookmark.Mark;

/**
 * What is new in a listing, as far as names tell it, and what has come again.
 *
 * @param objects the objects to read
 * @param open gaps that hold back all objects of their partition: the first new one lies beyond a hole that may still be
 *     filled
 */
record Fresh(List<LandedObject> objects, List<Source.Gap> open) {
    /** Nothing. */
    static final Fresh NONE = new Fresh(List.of(), List.of());

    /**
     * Compares a listing with what was consumed, as far as names tell it.
     *
     * @param listed objects by partition and first offset
     * @param paths what was read in folders where offsets are not consecutive
     * @param passBefore objects written before this instant do not wait for the gap below them
     */
    static Fresh of(Bookmark bookmark, List<LandedObject> listed, PathsRead paths, long passBefore) {
        List<LandedObject> objects = new ArrayList<>();
        List<Source.Gap> open = new ArrayList<>();
        Set<Integer> waiting = new HashSet<>();
        Set<Integer> reached = new HashSet<>();
        for (LandedObject object : listed) {
            if (bookmark.isPast(object)) {
                continue;
            }
            if (!object.name().consecutive()) {
                if (paths.isNew(object)) {
                    objects.add(object);
                }
            } else if (bookmark.isNew(object) || bookmark.comesAgain(object)) {
                int partition = object.name().partition();
                Mark mark = bookmark.partitions().get(partition);
                boolean ahead = mark != null && object.name().firstOffset() >= mark.next();
                if (ahead && reached.add(partition) && mustWait(object, mark, passBefore)) {
                    waiting.add(partition);
                    open.add(Source.Gap.open(
                            partition, mark.next(), object.name().firstOffset()));
                }
                if (!ahead || !waiting.contains(partition)) {
                    objects.add(object);
                }
            }
        }
        return new Fresh(objects, open);
    }

    /** The first of them, in the order of their listing, if there are more than so many. */
    Fresh first(int most) {
        return objects.size() <= most ? this : new Fresh(objects.subList(0, most), open);
    }

    private static boolean mustWait(LandedObject object, Mark mark, long passBefore) {
        return object.name().firstOffset() > mark.next() && object.modified() > passBefore;
    }
}
