package pinpipe.producer.mode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pinpipe.cli.Failure;
import pinpipe.producer.process.Stop;
import pinpipe.producer.source.Place;
import pinpipe.producer.source.Range;
import pinpipe.producer.source.SourceTable;
import pinpipe.producer.source.Summary;
import pinpipe.producer.state.StateFile;

/**
 * One table on its way, in as many readings as it takes.
 *
 * <p>Each reading is one transaction, in which the table stands still: its rows are counted, those of earlier readings
 * are compared and, where they have changed since, sent again, and the rest is read. So the count and the keys at the end
 * are those of one moment, and nothing that others write meanwhile is taken for a loss.
 */
final class TableCopy {
    private final SourceTable table;
    private final StateFile state;
    private final Delivery delivery;
    private final Progress progress;
    private final Acknowledged acknowledged;

    private TableCopy(
            SourceTable table, StateFile state, Delivery delivery, Progress progress, Acknowledged acknowledged) {
        this.table = table;
        this.state = state;
        this.delivery = delivery;
        this.progress = progress;
        this.acknowledged = acknowledged;
    }

    /** From where the state says that it is. */
    static TableCopy of(SourceTable table, StateFile state, Delivery delivery, Progress progress) {
        Acknowledged acknowledged = Remembered.of(table, state)
                .map(rows -> Acknowledged.of(rows, table.hasUniqueKey()))
                .orElseGet(() -> new Acknowledged(table.hasUniqueKey()));
        return new TableCopy(table, state, delivery, progress, acknowledged);
    }

    /**
     * Reads what is not acknowledged yet, until its end or until a stop is asked for.
     *
     * @return the ranges that are not as the source has them; none after a stop
     * @throws Failure if the source or the door fails; after {@link #settle} it may be called again
     */
    List<Difference> read(Stop stop) {
        table.hold();
        Summary all = table.summary(Range.ALL);
        progress.begin(table.name(), "rows", all.rows() - acknowledged.summary().rows());
        sendAgainWhatChanged(stop);
        if (!stop.asked()) {
            readOn(stop);
        }
        delivery.flush();
        return stop.asked() ? List.of() : compared(all);
    }

    /** Waits for what is under way, and goes back to what is certain. */
    void settle() {
        delivery.flush();
        acknowledged.backToWatermark();
    }

    /** Writes down how far it is. */
    void keep() {
        state.keep(table.name(), remembered());
    }

    private void readOn(Stop stop) {
        table.each(Range.after(acknowledged.watermark()), stop::asked, (row, place) -> {
            delivery.deliver(row, acknowledged.take(place));
            progress.step();
            state.keepSeldom(table.name(), this::remembered);
        });
        if (!stop.asked()) {
            acknowledged.end();
        }
    }

    private List<Difference> compared(Summary all) {
        List<Difference> differences = new ArrayList<>();
        if (all.equals(acknowledged.summary())) {
            delivery.conclude(table.table(), String.format(Locale.ROOT, "complete, %,d keys compared", all.rows()));
        } else {
            differences.addAll(acknowledged.differencesToTheEnd(table::summary));
            if (differences.isEmpty()) {
                differences.add(new Difference(Range.ALL, all, acknowledged.summary()));
            }
        }
        table.release();
        return differences;
    }

    private Map<String, Object> remembered() {
        return Remembered.as(table, acknowledged.saved());
    }

    private void sendAgainWhatChanged(Stop stop) {
        Place watermark = acknowledged.watermark();
        if (watermark == null || table.summary(new Range(null, watermark)).equals(acknowledged.summary())) {
            return;
        }
        for (Difference difference : acknowledged.differences(table::summary)) {
            Stretch again = new Stretch();
            table.each(difference.range(), stop::asked, (row, place) -> delivery.deliver(row, again.take(place)));
            delivery.flush();
            if (stop.asked()) {
                return;
            }
            acknowledged.replace(difference.range(), again.acknowledged());
        }
    }
}
