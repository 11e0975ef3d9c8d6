package pinpipe.producer.mode;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import pinpipe.producer.process.Stop;
import pinpipe.producer.row.Row;
import pinpipe.producer.source.SourceTable;
import pinpipe.producer.state.StateFile;

/**
 * Follows a column of times of change: each look goes back by the overlap, since rows are seen when they are committed
 * and not when they took their time, and passes over what the look before has sent.
 *
 * <p>The times have seconds, so two versions of a row may share one: rows are told apart by all that stands in them.
 */
final class TimeTrack implements Track {
    /** Beyond it rows are sent again rather than remembered. */
    private static final int MOST = 1_000_000;

    private final SourceTable table;
    private final String column;
    private final long overlapSeconds;
    private final StateFile state;
    private String reached;
    private Set<Long> sent = new HashSet<>();

    TimeTrack(SourceTable table, String column, StateFile state, Duration overlap) {
        this.table = table;
        this.column = column;
        this.overlapSeconds = overlap.toSeconds();
        this.state = state;
        this.reached = Remembered.of(table, state).map(Object::toString).orElse(null);
    }

    @Override
    public void look(Delivery delivery, Stop stop) {
        // Asked for first: what is written while rows are read lies beyond it.
        String next = table.latest(column, overlapSeconds);
        Set<Long> met = new HashSet<>();
        table.eachFrom(column, reached, stop::asked, (row, place) -> {
            Long fingerprint = reached == null ? null : fingerprint(row);
            if (!sent.contains(fingerprint)) {
                delivery.deliver(row);
            }
            if (fingerprint != null && met.size() < MOST) {
                met.add(fingerprint);
            }
        });
        delivery.flush();
        if (!stop.asked()) {
            sent = met;
            reached = next;
            if (reached != null) {
                state.keep(table.name(), Remembered.as(table, reached));
            }
        }
    }

    private static Long fingerprint(Row row) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(row.valueBytes());
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
