package pinpipe.producer.door.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import pinpipe.producer.door.Backoff;
import pinpipe.producer.door.Door;
import pinpipe.producer.door.UnderWay;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * Sends rows to a Kafka REST proxy of version 2, or to an API gateway before one.
 *
 * <p>What may pass later is sent again, with growing pauses, until its time is over; what cannot pass ends the run at
 * once. A row whose answer was lost on the way may stand in its topic twice, and is counted once.
 */
public final class RestDoor implements Door {
    private static final Duration LAST_RECORDS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(300);
    private static final long WAITING_BYTES = 16L << 20;

    private final RestSettings settings;
    private final Backoff backoff;
    private final RestClient client;
    private final RestFailures failures;
    private final UnderWay underWay = new UnderWay(WAITING_BYTES);
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int keyless;

    /** A door to the proxy that these settings name. */
    public RestDoor(RestSettings settings) {
        this(settings, new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), new Random()));
    }

    RestDoor(RestSettings settings, Backoff backoff) {
        this.settings = settings;
        this.backoff = backoff;
        this.client = new RestClient(settings);
        this.failures = new RestFailures(settings.base().toString(), settings.prefix());
    }

    @Override
    public void open(List<PostTable> tables) {
        settings.signature().ifPresent(AwsSignature::requireCredentials);
        awaitAnswer();
        for (int i = 0; i < RestSettings.LANES; i++) {
            Lane lane = new Lane(client, settings, failures, backoff, underWay);
            Thread thread = new Thread(lane, "rest-" + i);
            thread.setDaemon(true);
            thread.start();
            lanes.add(lane);
            threads.add(thread);
        }
    }

    @Override
    public void send(Row row, Runnable acknowledged) {
        Parcel parcel = Parcel.of(row, acknowledged);
        underWay.enter(parcel.size());
        lane(row).put(parcel);
    }

    @Override
    public void flush() {
        underWay.awaitNone();
    }

    @Override
    public void close() {
        underWay.awaitNone(LAST_RECORDS);
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads.clear();
    }

    /** The same for all versions of a row. */
    private Lane lane(Row row) {
        int number = row.key() == null ? keyless++ : Objects.hash(row.table().kind(), row.key());
        return lanes.get(Math.floorMod(number, lanes.size()));
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + RestSettings.FIRST_ANSWER.toNanos();
        while (true) {
            try {
                client.knock();
                return;
            } catch (IOException e) {
                if (RestFailures.isHopeless(e) || System.nanoTime() > deadline) {
                    throw failures.silent(e);
                }
                pause(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failures.silent(e);
            }
        }
    }

    private void pause(IOException unanswered) {
        try {
            Thread.sleep(BETWEEN_KNOCKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.silent(unanswered);
        }
    }
}
