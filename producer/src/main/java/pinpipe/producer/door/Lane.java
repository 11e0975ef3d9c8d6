package pinpipe.producer.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import pinpipe.cli.Failure;

/** Sends the rows that are put on it, in their order, one request after the other. */
final class Lane implements Runnable {
    private static final Duration LINGER = Duration.ofMillis(20);

    private final Carrier carrier;
    private final Duration deliveryTime;
    private final Backoff backoff;
    private final UnderWay underWay;
    private final BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
    private Parcel next;

    Lane(Carrier carrier, Duration deliveryTime, Backoff backoff, UnderWay underWay) {
        this.carrier = carrier;
        this.deliveryTime = deliveryTime;
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
        } catch (RuntimeException error) {
            // Whoever waits for an acknowledgement would wait for ever.
            underWay.lose(Failure.broken(
                    "Cannot produce: %s. Run it again with --verbose for where it came from.".formatted(error), error));
        }
    }

    private Batch gathered() throws InterruptedException {
        Batch batch = new Batch(carrier.most(), next == null ? queue.take() : next);
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
        long deadline = System.nanoTime() + deliveryTime.toNanos();
        Batch rest = batch;
        int failed = 0;
        while (true) {
            Receipt receipt = carrier.carry(rest);
            if (receipt.isTooLarge()) {
                for (Batch half : rest.halves()) {
                    deliver(half);
                }
                return;
            }
            List<Parcel> again = again(rest, receipt);
            if (again.isEmpty()) {
                return;
            }
            // While some of it arrives, the other side is well enough to be asked soon.
            failed = again.size() < rest.parcels().size() ? 1 : failed + 1;
            rest = rest.only(again);
            Duration pause = backoff.after(failed);
            pause = pause.compareTo(receipt.pause()) < 0 ? receipt.pause() : pause;
            if (underWay.isLost()) {
                return;
            }
            if (System.nanoTime() + pause.toNanos() > deadline) {
                throw carrier.late(again.get(0), deliveryTime, why(receipt));
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    /** Counts what was acknowledged and gives what must be sent again; fails if something must not. */
    private List<Parcel> again(Batch batch, Receipt receipt) {
        List<Parcel> again = new ArrayList<>();
        Failure refused = null;
        for (int i = 0; i < batch.parcels().size(); i++) {
            Parcel parcel = batch.parcels().get(i);
            Receipt.Fate fate = receipt.fates().get(i);
            if (fate.isArrived()) {
                parcel.acknowledged().run();
                underWay.leave(parcel.size());
            } else if (fate.never() == null) {
                again.add(parcel);
            } else if (refused == null) {
                refused = fate.never();
            }
        }
        if (refused != null) {
            throw refused;
        }
        return again;
    }

    private static String why(Receipt receipt) {
        return receipt.fates().stream()
                .filter(fate -> fate.later() != null)
                .map(Receipt.Fate::later)
                .findFirst()
                .orElseThrow();
    }
}
