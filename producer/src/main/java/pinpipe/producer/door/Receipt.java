package pinpipe.producer.door;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import pinpipe.cli.Failure;

/**
 * What the other side says to a request.
 *
 * @param fates what became of each row, in the order of the batch
 * @param pause how long it asks us to stay away; zero for as long as we like
 */
public record Receipt(List<Fate> fates, Duration pause) {
    /** The request is too large, and may pass in two. It is only for more than one row. */
    public static final Receipt TOO_LARGE = new Receipt(List.of(), Duration.ZERO);

    /**
     * What became of one row: it has arrived, or may pass later, or never will.
     *
     * @param later why it may pass later, or null
     * @param never the end of the run, or null
     */
    public record Fate(String later, Failure never) {
        /** It has. */
        public static final Fate ARRIVED = new Fate(null, null);

        /** It may pass later; the other side says why. */
        public static Fate later(String why) {
            return new Fate(why, null);
        }

        /** It cannot pass. */
        public static Fate never(Failure failure) {
            return new Fate(null, failure);
        }

        boolean isArrived() {
            return later == null && never == null;
        }
    }

    boolean isTooLarge() {
        return fates.isEmpty();
    }

    /** None of its rows has arrived, and all may pass later. */
    public static Receipt later(Batch batch, String why, Duration pause) {
        return new Receipt(Collections.nCopies(batch.parcels().size(), Fate.later(why)), pause);
    }

    /** None of its rows can pass. */
    public static Receipt never(Batch batch, Failure failure) {
        return new Receipt(Collections.nCopies(batch.parcels().size(), Fate.never(failure)), Duration.ZERO);
    }
}
