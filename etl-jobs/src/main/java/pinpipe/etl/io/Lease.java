package pinpipe.etl.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.hadoop.fs.FileStatus;
import pinpipe.cli.Failure;

/**
 * The right to write one table, which one process has at a time: {@code WAREHOUSE/_leases/pin/0000000007.json}.
 *
 * <p>Whoever wants it makes the object with the next number, which only one can ({@link Store#create}), if the one with the
 * highest number has run out or was given back. The holder renews it in the same way. A holder that was killed holds it
 * for a minute at most, and not at all for a process on the same machine, which sees that it is dead.
 */
public final class Lease implements AutoCloseable {
    /** How long a lease holds that is not renewed. */
    public static final Duration TIME = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** Where leases lie in a warehouse. */
    static final String FOLDER = "_leases";

    private final Store store;
    private final String table;
    private final String does;
    private final String holder;
    private final Clock clock;
    private Timer renewal;
    private long number;
    private Instant until;
    private Exception notRenewed;

    private Lease(Store store, String table, String does, String holder, Clock clock) {
        this.store = store;
        this.table = table;
        this.does = does;
        this.holder = holder;
        this.clock = clock;
    }

    /**
     * Takes the lease of a table.
     *
     * @param warehouse the folder of the table
     * @param does what it is taken for, as the words after "Cannot"
     * @param holder who takes it, as a person may read it
     * @param clock the time, by which it runs out
     * @throws Failure if another process holds it, naming which
     */
    public static Lease take(Store warehouse, String table, String does, String holder, Clock clock)
            throws IOException {
        Lease lease = new Lease(warehouse, table, does, holder, clock);
        Optional<LeaseNote> other = lease.taken();
        if (other.isPresent()) {
            throw lease.heldBy(other.get());
        }
        return lease;
    }

    /** As {@link #take}, but waits so long for another process to give it back. */
    public static Lease await(Store warehouse, String table, String does, String holder, Clock clock, Duration patience)
            throws IOException, InterruptedException {
        Lease lease = new Lease(warehouse, table, does, holder, clock);
        Instant end = clock.instant().plus(patience);
        Optional<LeaseNote> other = lease.taken();
        while (other.isPresent()) {
            if (clock.instant().isAfter(end)) {
                throw lease.heldBy(other.get());
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
            other = lease.taken();
        }
        return lease;
    }

    /** Tries to take it; empty if that was done, else what the other holder says. */
    private Optional<LeaseNote> taken() throws IOException {
        Optional<LeaseNote> latest = latest();
        if (latest.isPresent() && latest.get().holds(clock.instant())) {
            return latest;
        }
        number = latest.map(LeaseNote::number).orElse(0L);
        if (!next(clock.instant().plus(TIME))) {
            return Optional.of(latest().orElseThrow());
        }
        keepRenewing();
        return Optional.empty();
    }

    /** Stops a run whose lease has run out or was taken by another process. */
    public synchronized void mustHold() {
        if (until.isBefore(clock.instant())) {
            throw Failure.broken(
                    "Cannot %s: the lease on it ran out at %s and could not be renewed; another process may have gone on with this run. Nothing is half done; try again."
                            .formatted(does, until.truncatedTo(ChronoUnit.SECONDS)),
                    notRenewed);
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        renewal.cancel();
        synchronized (this) {
            try {
                if (clock.instant().isBefore(until)) {
                    next(Instant.EPOCH);
                }
            } catch (IOException runsOutByItself) {
                until = Instant.EPOCH;
            }
        }
    }

    private void keepRenewing() {
        renewal = new Timer("lease of " + table, true);
        long third = TIME.toMillis() / 3;
        TimerTask renewing = new TimerTask() {
            @Override
            public void run() {
                renew();
            }
        };
        renewal.schedule(renewing, third, third);
    }

    private synchronized void renew() {
        try {
            if (clock.instant().isBefore(until) && !next(clock.instant().plus(TIME))) {
                until = Instant.EPOCH;
            }
            notRenewed = null;
        } catch (IOException | RuntimeException e) { // tried again until it runs out
            notRenewed = e;
        }
    }

    /** Makes the next object, and drops the one before it. */
    private synchronized boolean next(Instant end) throws IOException {
        LeaseNote note = LeaseNote.ofThisProcess(number + 1, holder, end);
        if (!store.create(path(note.number()), note.json())) {
            return false;
        }
        if (number > 0) {
            store.files().delete(store.path(path(number)), false);
        }
        number = note.number();
        until = end;
        return true;
    }

    private Optional<LeaseNote> latest() throws IOException {
        if (!store.has(folder())) {
            return Optional.empty();
        }
        Optional<FileStatus> last = Arrays.stream(store.files().listStatus(store.path(folder())))
                .max(Comparator.comparing(file -> file.getPath().getName()));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        String name = last.get().getPath().getName();
        try {
            return Optional.of(LeaseNote.read(
                    Long.parseLong(name.substring(0, name.indexOf('.'))),
                    store.text(folder() + "/" + name),
                    Instant.ofEpochMilli(last.get().getModificationTime()).plus(TIME)));
        } catch (FileNotFoundException renewedMeanwhile) {
            return latest();
        }
    }

    private String folder() {
        return FOLDER + "/" + table;
    }

    private String path(long its) {
        return "%s/%010d.json".formatted(folder(), its);
    }

    private Failure heldBy(LeaseNote other) {
        return Failure.broken(
                "Cannot %s: %s holds it until %s, and longer while it runs. Let it end; if it was killed, try again after that."
                        .formatted(does, other.holder(), other.until().truncatedTo(ChronoUnit.SECONDS)),
                null);
    }
}
