package pinpipe.producer.door.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pinpipe.cli.Failure;
import pinpipe.producer.door.Batch;
import pinpipe.producer.door.Carrier;
import pinpipe.producer.door.Parcel;
import pinpipe.producer.door.Receipt;
import pinpipe.producer.door.Receipt.Fate;

/** Takes batches to a server that speaks HTTP, and understands its answers. */
record RestCarrier(RestClient client, RestFailures failures, Form form) implements Carrier {
    private static final int TOO_LARGE = 413;

    @Override
    public Load most() {
        return new Load(form.mostRecords(), RestSettings.BATCH_BYTES);
    }

    @Override
    public Receipt carry(Batch batch) throws InterruptedException {
        Answer answer = client.send(batch);
        List<Parcel> parcels = batch.parcels();
        if (answer.status() == TOO_LARGE && parcels.size() > 1) {
            return Receipt.TOO_LARGE;
        }
        if (answer.mayPass()) {
            return Receipt.later(batch, answer.message(), answer.pause());
        }
        if (!answer.isDone() || answer.records().size() != parcels.size()) {
            return Receipt.never(batch, failures.refused(parcels.get(0), answer));
        }
        List<Fate> fates = new ArrayList<>();
        for (int i = 0; i < parcels.size(); i++) {
            fates.add(fate(parcels.get(i), answer.records().get(i)));
        }
        return new Receipt(fates, answer.pause());
    }

    @Override
    public Failure late(Parcel parcel, Duration time, String last) {
        return failures.late(parcel, time, last);
    }

    private Fate fate(Parcel parcel, Answer.Fate told) {
        if (told.isAcknowledged()) {
            return Fate.ARRIVED;
        }
        return told.mayPass()
                ? Fate.later(told.code() + ": " + told.message())
                : Fate.never(failures.refused(parcel, told));
    }
}
