package pinpipe.producer.mode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import pinpipe.producer.source.Place;
import pinpipe.producer.source.Range;
import pinpipe.producer.source.Summary;

/**
 * What of a table has been acknowledged, as stretches of its order.
 *
 * <p>Rows are acknowledged in any order. A stretch counts when all of its rows are, and reading goes on after the last
 * stretch before the first that is not: a watermark that costs a few numbers for hundreds of rows. Old stretches are
 * joined, so that there are never many. Rows that share a place are never parted, since reading goes on after a place.
 */
final class Acknowledged {
    private static final int ROWS = 256;
    private static final int MOST_WHOLE = 1024;

    private final boolean uniqueKey;
    private final List<Stretch> stretches = new ArrayList<>();
    private Stretch open;

    /**
     * Nothing yet.
     *
     * @param uniqueKey true if no two rows share a place
     */
    Acknowledged(boolean uniqueKey) {
        this.uniqueKey = uniqueKey;
    }

    /** What {@link #saved} gave. */
    static Acknowledged of(Object saved, boolean uniqueKey) {
        Acknowledged acknowledged = new Acknowledged(uniqueKey);
        for (Object stretch : (List<?>) saved) {
            List<?> parts = (List<?>) stretch;
            List<String> values =
                    ((List<?>) parts.get(0)).stream().map(Objects::toString).toList();
            acknowledged.stretches.add(
                    new Stretch(Place.of(values), new Summary((Long) parts.get(1), (Long) parts.get(2))));
        }
        return acknowledged;
    }

    /**
     * Takes a row that comes after all others.
     *
     * @return what to call when it is acknowledged, from any thread
     */
    Runnable take(Place place) {
        if (open == null || (open.read() >= ROWS && mayEndBefore(place))) {
            joinOld();
            open = new Stretch();
            stretches.add(open);
        }
        return open.take(place);
    }

    /** The table was read to its end: no further row shares the last one's place. */
    void end() {
        open = null;
    }

    /** The place that all rows up to which are acknowledged; null if there is none. */
    Place watermark() {
        int whole = whole();
        return whole == 0 ? null : stretches.get(whole - 1).last();
    }

    /** Forgets what lies beyond the watermark: it is going to be read again. */
    void backToWatermark() {
        int whole = whole();
        stretches.subList(whole, stretches.size()).clear();
        open = null;
    }

    Summary summary() {
        return stretches.stream().map(Stretch::acknowledged).reduce(Summary.NONE, Summary::plus);
    }

    /** The ranges in which the source holds something else than what was acknowledged. */
    List<Difference> differences(Function<Range, Summary> source) {
        List<Difference> differences = new ArrayList<>();
        Place after = null;
        for (Stretch stretch : stretches) {
            Range range = stretch.last().isKnown() ? new Range(after, stretch.last()) : Range.after(after);
            Summary there = source.apply(range);
            if (!there.equals(stretch.acknowledged())) {
                differences.add(new Difference(range, there, stretch.acknowledged()));
            }
            after = stretch.last();
        }
        return differences;
    }

    /** As {@link #differences}, and what the source holds after all that was acknowledged. */
    List<Difference> differencesToTheEnd(Function<Range, Summary> source) {
        List<Difference> differences = differences(source);
        Place last =
                stretches.isEmpty() ? null : stretches.get(stretches.size() - 1).last();
        if (last == null || last.isKnown()) {
            Summary rest = source.apply(Range.after(last));
            if (!rest.equals(Summary.NONE)) {
                differences.add(new Difference(Range.after(last), rest, Summary.NONE));
            }
        }
        return differences;
    }

    /** Counts a range anew, of {@link #differences}, whose rows have all been sent again. */
    void replace(Range range, Summary acknowledged) {
        for (int i = 0; i < stretches.size(); i++) {
            if (stretches.get(i).last().equals(range.upTo())) {
                stretches.set(i, new Stretch(range.upTo(), acknowledged));
            }
        }
    }

    /** All up to the watermark, for a file. */
    Object saved() {
        List<Object> saved = new ArrayList<>();
        for (Stretch stretch : stretches.subList(0, whole())) {
            Summary summary = stretch.acknowledged();
            saved.add(List.of(stretch.last().values(), summary.rows(), summary.checksum()));
        }
        return saved;
    }

    private boolean mayEndBefore(Place place) {
        return open.last().isKnown() && !open.last().values().equals(place.values());
    }

    /** How many stretches, from the first, are over and whole. */
    private int whole() {
        int whole = 0;
        while (whole < stretches.size() && counts(stretches.get(whole))) {
            whole++;
        }
        return whole;
    }

    /** Of a stretch that may go on in the same place, it is not known how much was read. */
    private boolean counts(Stretch stretch) {
        return stretch.last().isKnown() && stretch.isWhole() && (uniqueKey || stretch != open);
    }

    private void joinOld() {
        if (stretches.size() < MOST_WHOLE) {
            return;
        }
        int whole = whole();
        List<Stretch> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < whole; i += 2) {
            pairs.add(stretches.get(i).with(stretches.get(i + 1)));
        }
        List<Stretch> rest = new ArrayList<>(stretches.subList(whole - whole % 2, stretches.size()));
        stretches.clear();
        stretches.addAll(pairs);
        stretches.addAll(rest);
    }
}
