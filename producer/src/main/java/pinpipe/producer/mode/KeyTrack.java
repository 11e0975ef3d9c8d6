package pinpipe.producer.mode;

import java.time.Duration;
import pinpipe.producer.process.Stop;
import pinpipe.producer.row.Row;
import pinpipe.producer.source.Place;
import pinpipe.producer.source.Range;
import pinpipe.producer.source.SourceTable;
import pinpipe.producer.state.StateFile;

/** Follows a key that grows: what is above the largest number seen, and what has come into the holes below it. */
final class KeyTrack implements Track {
    private static final int BETWEEN_FLUSHES = 10_000;

    private final SourceTable table;
    private final StateFile state;
    private final Holes holes;
    private long sent;

    KeyTrack(SourceTable table, StateFile state, Duration overlap) {
        table.requireGrowingKey();
        this.table = table;
        this.state = state;
        this.holes = new Holes(overlap.toNanos());
        Remembered.of(table, state).ifPresent(saved -> holes.resume(saved, System.nanoTime()));
    }

    @Override
    public void look(Delivery delivery, Stop stop) {
        for (Range range : holes.open(System.nanoTime())) {
            if (!stop.asked()) {
                table.each(range, stop::asked, (row, place) -> {
                    if (holes.contains(number(place))) {
                        send(row, place, delivery);
                    }
                });
            }
        }
        if (!stop.asked()) {
            table.each(Range.after(holes.highest()), stop::asked, (row, place) -> send(row, place, delivery));
        }
        delivery.flush();
        state.keep(table.name(), Remembered.as(table, holes.saved()));
    }

    private void send(Row row, Place place, Delivery delivery) {
        delivery.deliver(row);
        if (place.isKnown()) {
            holes.seen(number(place), System.nanoTime());
        }
        if (++sent % BETWEEN_FLUSHES == 0) {
            delivery.flush();
            state.keepSeldom(table.name(), () -> Remembered.as(table, holes.saved()));
        }
    }

    private static String number(Place place) {
        return place.values().get(0);
    }
}
