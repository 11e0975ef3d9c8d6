package pinpipe.producer.mode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pinpipe.cli.Failure;
import pinpipe.producer.process.Stop;
import pinpipe.producer.source.Source;
import pinpipe.producer.source.SourceTable;
import pinpipe.producer.state.StateFile;

/**
 * New and changed rows, looked for again and again until a stop is asked for; the first look takes all rows, or goes on
 * from the state. What is sent twice is harmless, so wherever it is uncertain whether a row was sent, it is sent.
 *
 * @param every the pause between two looks
 * @param overlap how long a row may take from its number or its time of change to its commit
 * @param updatedAt the column of times of change; without one, the key must grow, and changes are not seen
 */
public record Follow(
        Duration every, Duration overlap, Optional<String> updatedAt, StateFile state, Reconnection reconnection)
        implements Mode {
    @Override
    public void run(Source source, Delivery delivery, Stop stop) {
        List<Track> tracks = source.tables().stream().map(this::track).toList();
        while (!stop.asked()) {
            for (Track track : tracks) {
                if (!stop.asked()) {
                    look(track, source, delivery, stop);
                }
            }
            stop.pause(every.toNanos());
        }
    }

    private Track track(SourceTable table) {
        return updatedAt
                .<Track>map(column -> new TimeTrack(table, column, state, overlap))
                .orElseGet(() -> new KeyTrack(table, state, overlap));
    }

    private void look(Track track, Source source, Delivery delivery, Stop stop) {
        while (true) {
            try {
                track.look(delivery, stop);
                return;
            } catch (Failure failure) {
                reconnection.after(failure, source, stop);
            }
        }
    }
}
