package pinpipe.producer.door.kinesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pinpipe.cli.Failure;
import pinpipe.producer.door.Batch;
import pinpipe.producer.door.Carrier;
import pinpipe.producer.door.Parcel;
import pinpipe.producer.door.Receipt;
import pinpipe.producer.door.Receipt.Fate;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Takes batches to Kinesis by {@code PutRecords}, which may be done in part: each record has its own answer. */
record KinesisCarrier(KinesisClient client, KinesisFailures failures) implements Carrier {
    /** What Kinesis takes as one request. */
    private static final Load MOST = new Load(500, 5 << 20);

    @Override
    public Load most() {
        return MOST;
    }

    @Override
    public Receipt carry(Batch batch) {
        List<PutRecordsRequestEntry> entries =
                batch.parcels().stream().map(KinesisCarrier::entry).toList();
        List<PutRecordsResultEntry> results;
        try {
            results = client.putRecords(request ->
                            request.streamName(failures.stream(batch.table())).records(entries))
                    .records();
        } catch (SdkException e) {
            return KinesisFailures.mayPass(e)
                    ? Receipt.later(batch, KinesisFailures.said(e), Duration.ZERO)
                    : Receipt.never(batch, failures.refused(batch.table(), e));
        }
        if (results.size() != entries.size()) {
            return Receipt.never(batch, failures.unknown(batch.table()));
        }
        List<Fate> fates = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            fates.add(fate(batch.parcels().get(i), results.get(i)));
        }
        return new Receipt(fates, Duration.ZERO);
    }

    @Override
    public Failure late(Parcel parcel, Duration time, String last) {
        return failures.late(parcel.row(), time, last);
    }

    private static PutRecordsRequestEntry entry(Parcel parcel) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(parcel.row().partitionKey())
                .data(SdkBytes.fromByteArrayUnsafe(parcel.record()))
                .build();
    }

    private Fate fate(Parcel parcel, PutRecordsResultEntry result) {
        if (result.errorCode() == null && result.sequenceNumber() != null) {
            return Fate.ARRIVED;
        }
        String why = result.errorCode() + ": " + result.errorMessage();
        return result.errorCode() == null || KinesisFailures.mayPass(result.errorCode())
                ? Fate.later(why)
                : Fate.never(failures.refused(parcel.row(), why));
    }
}
