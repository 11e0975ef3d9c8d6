package pinpipe.producer.door.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import pinpipe.producer.door.Backoff;
import pinpipe.producer.door.Door;
import pinpipe.producer.door.Lanes;
import pinpipe.producer.door.Parcel;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/**
 * Sends rows over HTTP: to a Kafka REST proxy of version 2, to a Kinesis gateway, or to an API gateway before one.
 *
 * <p>What may pass later is sent again, with growing pauses, until its time is over; what cannot pass ends the run at
 * once. A row whose answer was lost on the way may stand there twice, and is counted once.
 */
public final class RestDoor implements Door {
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(300);

    private final RestSettings settings;
    private final Backoff backoff;
    private final RestClient client;
    private final RestFailures failures;
    private Lanes lanes;

    /** A door to the server that these settings name. */
    public RestDoor(RestSettings settings) {
        this(settings, new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), new Random()));
    }

    RestDoor(RestSettings settings, Backoff backoff) {
        this.settings = settings;
        this.backoff = backoff;
        this.client = new RestClient(settings);
        this.failures = new RestFailures(settings.base().toString(), settings.form());
    }

    @Override
    public void open(List<PostTable> tables) {
        settings.signature().ifPresent(AwsSignature::requireCredentials);
        awaitAnswer();
        RestCarrier carrier = new RestCarrier(client, failures, settings.form());
        lanes = new Lanes(settings.form().lanes(), carrier, settings.deliveryTime(), backoff);
    }

    @Override
    public void send(Row row, Runnable acknowledged) {
        byte[] record = settings.form().record(row);
        lanes.put(new Parcel(row, record, record.length + 1, acknowledged));
    }

    @Override
    public void flush() {
        lanes.flush();
    }

    @Override
    public void close() {
        if (lanes != null) {
            lanes.close();
            lanes = null;
        }
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
