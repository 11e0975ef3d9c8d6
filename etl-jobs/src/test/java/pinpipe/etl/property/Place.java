package pinpipe.etl.property;

import java.util.Comparator;

/** A record's place in the topic; the higher one is newer. */
record Place(long offset, int partition, long position) implements Comparable<Place> {
    private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::offset)
            .thenComparingInt(Place::partition)
            .thenComparingLong(Place::position);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
