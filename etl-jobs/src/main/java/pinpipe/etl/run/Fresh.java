package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pinpipe.etl.io.Landed;
import pinpipe.etl.run.Bookmark.Mark;

/**
 * What is new in a listing, as far as names tell it, and what has come again.
 *
 * @param objects the objects to read
 * @param open gaps that hold back all objects of their partition: the first new one lies beyond a hole that may still be
 *     filled
 */
record Fresh(List<Landed> objects, List<Source.Gap> open) {
    /** Nothing. */
    static final Fresh NONE = new Fresh(List.of(), List.of());

    /** Compares a listing with what was consumed, in all that the ledger says of it. */
    static Fresh of(Bookmark bookmark, List<Landed> listed, RunLedger ledger, long passBefore) {
        Fresh fresh = of(bookmark, listed, PathsRead.of(ledger, bookmark, listed), passBefore);
        List<Landed> reaching = reachingHoles(bookmark, listed);
        return reaching.isEmpty() ? fresh : fresh.and(ledger.objectsRead().unread(reaching), listed);
    }

    /**
     * Compares a listing with what was consumed, as far as names tell it.
     *
     * @param listed objects by partition and first offset
     * @param paths what was read in folders where offsets are not consecutive
     * @param passBefore objects written before this instant do not wait for the gap below them
     */
    static Fresh of(Bookmark bookmark, List<Landed> listed, PathsRead paths, long passBefore) {
        List<Landed> objects = new ArrayList<>();
        List<Source.Gap> open = new ArrayList<>();
        Set<Integer> waiting = new HashSet<>();
        Set<Integer> reached = new HashSet<>();
        for (Landed object : listed) {
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

    private static boolean mustWait(Landed object, Mark mark, long passBefore) {
        return object.name().firstOffset() > mark.next() && object.modified() > passBefore;
    }

    /**
     * Objects that begin where all was consumed, and yet may bring what was not: a sink that went back may have put them
     * there, or made them longer. Names do not tell how far they reach, but no line is shorter than a byte. Looked for
     * only below holes: gaps that were passed, and offsets that are missing before what has landed since.
     */
    static List<Landed> reachingHoles(Bookmark bookmark, List<Landed> listed) {
        Map<Integer, Long> highest = new HashMap<>();
        listed.forEach(
                object -> highest.merge(object.name().partition(), object.name().firstOffset(), Math::max));
        return listed.stream()
                .filter(object -> object.name().consecutive() && !bookmark.isPast(object) && !bookmark.isNew(object))
                .filter(object -> {
                    int partition = object.name().partition();
                    return reachesHole(object, bookmark.partitions().get(partition), highest.get(partition));
                })
                .toList();
    }

    private static boolean reachesHole(Landed object, Mark mark, long highest) {
        long from = object.name().firstOffset();
        long to = from + object.size();
        return (highest > mark.next() && to > mark.next())
                || mark.gaps().stream().anyMatch(gap -> from < gap.from() && gap.from() < to);
    }

    /** This and more of what is listed, in the listing's order. */
    Fresh and(Set<Landed> more, List<Landed> listed) {
        Set<Landed> all = new HashSet<>(objects);
        all.addAll(more);
        return new Fresh(listed.stream().filter(all::contains).toList(), open);
    }
}
