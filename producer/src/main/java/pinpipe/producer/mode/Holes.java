package pinpipe.producer.mode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pinpipe.producer.source.Place;
import pinpipe.producer.source.Range;

/**
 * The numbers that were passed over by a key that grows. A row takes its number when it is written and is seen when it
 * is committed, so a smaller number may come after a larger one; holes are looked into again for a while.
 *
 * <p>Of more than a few thousand the oldest are forgotten first.
 */
final class Holes {
    private static final int MOST = 10_000;
    private static final int RANGES = 50;

    private final long patienceNanos;
    private final TreeMap<BigInteger, Hole> holes = new TreeMap<>();
    private BigInteger highest;

    /**
     * None yet.
     *
     * @param patienceNanos how long a hole is looked into
     */
    Holes(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    private record Hole(BigInteger last, long since) {}

    /** The largest number seen; null before the first. */
    Place highest() {
        return highest == null ? null : place(highest);
    }

    /**
     * A number was seen.
     *
     * @param now the time in nanoseconds from any beginning
     */
    void seen(String number, long now) {
        BigInteger seen = new BigInteger(number);
        if (highest == null || seen.compareTo(highest) > 0) {
            if (highest != null) {
                add(highest.add(BigInteger.ONE), seen.subtract(BigInteger.ONE), now);
            }
            highest = seen;
            return;
        }
        if (contains(number)) {
            Map.Entry<BigInteger, Hole> around = holes.floorEntry(seen);
            holes.remove(around.getKey());
            add(around.getKey(), seen.subtract(BigInteger.ONE), around.getValue().since);
            add(seen.add(BigInteger.ONE), around.getValue().last, around.getValue().since);
        }
    }

    /** True if a number lies in one of them. */
    boolean contains(String number) {
        BigInteger asked = new BigInteger(number);
        Map.Entry<BigInteger, Hole> around = holes.floorEntry(asked);
        return around != null && around.getValue().last.compareTo(asked) >= 0;
    }

    /** A few ranges that hold all holes worth looking into, and of what lies between them little; forgets the others. */
    List<Range> open(long now) {
        holes.values().removeIf(hole -> now - hole.since > patienceNanos);
        int together = 1 + holes.size() / RANGES;
        List<BigInteger> firsts = List.copyOf(holes.keySet());
        List<Range> open = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i += together) {
            BigInteger end = firsts.get(Math.min(i + together, firsts.size()) - 1);
            open.add(new Range(place(firsts.get(i).subtract(BigInteger.ONE)), place(holes.get(end).last)));
        }
        return open;
    }

    /** The largest number and the holes below it, for a file. */
    Object saved() {
        List<Object> saved = new ArrayList<>();
        holes.forEach((first, hole) -> saved.add(List.of(first.toString(), hole.last.toString())));
        return highest == null ? List.of() : List.of(highest.toString(), saved);
    }

    /** Takes over what {@link #saved} gave; its holes are looked into as if they were new. */
    void resume(Object saved, long now) {
        List<?> parts = (List<?>) saved;
        if (parts.isEmpty()) {
            return;
        }
        highest = new BigInteger((String) parts.get(0));
        for (Object hole : (List<?>) parts.get(1)) {
            List<?> ends = (List<?>) hole;
            add(new BigInteger((String) ends.get(0)), new BigInteger((String) ends.get(1)), now);
        }
    }

    private void add(BigInteger first, BigInteger last, long since) {
        if (first.compareTo(last) <= 0) {
            holes.put(first, new Hole(last, since));
        }
        if (holes.size() > MOST) {
            holes.pollFirstEntry();
        }
    }

    private static Place place(BigInteger number) {
        return Place.of(List.of(number.toString()));
    }
}
