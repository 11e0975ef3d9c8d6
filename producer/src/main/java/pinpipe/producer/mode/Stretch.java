package pinpipe.producer.mode;

import pinpipe.producer.source.Place;
import pinpipe.producer.source.Summary;

/** Rows that follow each other in a table's order, and how many of them have been acknowledged. */
final class Stretch {
    private Place last;
    private long read;
    private Summary acknowledged = Summary.NONE;

    /** Nothing yet. */
    Stretch() {}

    /** One that is over and done with. */
    Stretch(Place last, Summary acknowledged) {
        this.last = last;
        this.read = acknowledged.rows();
        this.acknowledged = acknowledged;
    }

    /** The place of its last row; null if it has none. */
    Place last() {
        return last;
    }

    long read() {
        return read;
    }

    /**
     * Takes a row.
     *
     * @return what to call when it is acknowledged, from any thread
     */
    Runnable take(Place place) {
        last = place;
        read++;
        long checksum = place.checksum();
        return () -> acknowledge(checksum);
    }

    synchronized Summary acknowledged() {
        return acknowledged;
    }

    boolean isWhole() {
        return acknowledged().rows() == read;
    }

    /** This one and the one that follows, as one; both are whole. */
    Stretch with(Stretch next) {
        return new Stretch(next.last, acknowledged().plus(next.acknowledged()));
    }

    private synchronized void acknowledge(long checksum) {
        acknowledged = acknowledged.plus(new Summary(1, checksum));
    }
}
