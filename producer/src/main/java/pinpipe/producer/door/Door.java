package pinpipe.producer.door;

import java.util.List;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/** A way out for rows. A new destination is one class that implements this and one line in {@code ProduceCommand}. */
public interface Door extends AutoCloseable {
    /**
     * Makes ready what the rows of these tables need at the other side.
     *
     * @throws pinpipe.cli.Failure if the other side does not answer or does not permit it
     */
    void open(List<PostTable> tables);

    /**
     * Takes a row; returns before the row has arrived, and waits only when too much is under way.
     *
     * @param acknowledged called once, from any thread, when the other side has the row for good; never for a row that
     *     was lost
     * @throws pinpipe.cli.Failure if this row or an earlier one could not be delivered
     */
    void send(Row row, Runnable acknowledged);

    /**
     * Waits until every row taken so far is acknowledged.
     *
     * @throws pinpipe.cli.Failure if one of them could not be delivered
     */
    void flush();

    /** Lets go of the other side. What is still under way gets a few seconds to arrive. Closing twice is harmless. */
    @Override
    void close();
}
