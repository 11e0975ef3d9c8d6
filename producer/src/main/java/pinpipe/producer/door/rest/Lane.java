package pinpipe.producer.door.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import pinpipe.cli.Failure;
import pinpipe.producer.door.Backoff;
import pinpipe.producer.door.UnderWay;

/** Sends the rows that are put on it, in their order, one request after the other. */
final class Lane implements Runnable {
    private static final Duration LINGER = Duration.ofMillis(20);

    private final RestClient client;
    private final RestSettings settings;
    private final RestFailures failures;
    private final Backoff backoff;
    private final UnderWay underWay;
    private final BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
    private Parcel next;

    Lane(RestClient client, RestSettings settings, RestFailures failures, Backoff backoff, UnderWay underWay) {
        this.client = client;
        this.settings = settings;
        this.failures = failures;
        this.backoff = backoff;
        this.underWay = underWay;
    }

    /** Puts a row on it; never waits. */
    void put(Parcel parcel) {
        queue.add(parcel);
    }

    /** Goes on until it is interrupted or a row was lost, here or on another lane. */
    @Override
    public void run() {
        try {
            while (!underWay.isLost()) {
                deliver(gathered());
            }
        } catch (Failure failure) {
            underWay.lose(failure);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private Batch gathered() throws InterruptedException {
        Batch batch = new Batch(next == null ? queue.take() : next);
        next = null;
        long deadline = System.nanoTime() + LINGER.toNanos();
        while (!batch.isFull()) {
            Parcel more = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (more == null) {
                break;
            }
            if (!batch.takes(more)) {
                next = more;
                break;
            }
        }
        return batch;
    }

    /** Returns when all of it is acknowledged, or the run has ended elsewhere. */
    private void deliver(Batch batch) throws InterruptedException {
        long deadline = System.nanoTime() + settings.deliveryTime().toNanos();
        Batch rest = batch;
        int failed = 0;
        while (true) {
            Answer answer = client.post(rest);
            if (answer.status() == 413 && rest.parcels().size() > 1) {
                for (Batch half : rest.halves()) {
                    deliver(half);
                }
                return;
            }
            List<Parcel> again = again(rest, answer);
            if (again.isEmpty()) {
                return;
            }
            // While some of it arrives, the proxy is well enough to be asked soon.
            failed = again.size() < rest.parcels().size() ? 1 : failed + 1;
            rest = Batch.of(again);
            Duration pause = backoff.after(failed);
            pause = pause.compareTo(answer.pause()) < 0 ? answer.pause() : pause;
            if (underWay.isLost()) {
                return;
            }
            if (System.nanoTime() + pause.toNanos() > deadline) {
                throw failures.late(again.get(0), settings.deliveryTime(), answer.message());
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    /** Counts what was acknowledged and gives what must be sent again; fails if something must not. */
    private List<Parcel> again(Batch batch, Answer answer) {
        List<Parcel> parcels = batch.parcels();
        if (!answer.isDone()) {
            if (answer.mayPass()) {
                return parcels;
            }
            throw failures.refused(parcels.get(0), answer);
        }
        if (answer.records().size() != parcels.size()) {
            throw failures.refused(parcels.get(0), answer);
        }
        List<Parcel> again = new ArrayList<>();
        Failure refused = null;
        for (int i = 0; i < parcels.size(); i++) {
            Parcel parcel = parcels.get(i);
            Answer.Fate fate = answer.records().get(i);
            if (fate.isAcknowledged()) {
                parcel.acknowledged().run();
                underWay.leave(parcel.size());
            } else if (fate.mayPass()) {
                again.add(parcel);
            } else if (refused == null) {
                refused = failures.refused(parcel, fate);
            }
        }
        if (refused != null) {
            throw refused;
        }
        return again;
    }
}
