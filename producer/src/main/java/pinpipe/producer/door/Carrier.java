package pinpipe.producer.door;

import java.time.Duration;
import pinpipe.cli.Failure;

/** Who takes a request's rows to the other side; called by several threads at a time. */
public interface Carrier {
    /**
     * What a request may hold.
     *
     * @param records the most rows
     * @param bytes the most bytes of them together; a single row may have more
     */
    record Load(int records, int bytes) {}

    /** The most of one request. */
    Load most();

    /** Sends these rows, once, and says what became of each. */
    Receipt carry(Batch batch) throws InterruptedException;

    /**
     * The end of the run when a row could have passed, but did not in time.
     *
     * @param last what the other side said last
     */
    Failure late(Parcel parcel, Duration time, String last);
}
