package pinpipe.etl.kinesis;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * The records of an interval: from the shard's first that arrived after its beginning, to before the first that arrived
 * after its end. Between the two each record counts, even one whose time went back behind the beginning: the batch
 * before has stopped ahead of it. So two intervals that meet share no record and leave none out, however times jump.
 */
final class IntervalRecords {
    private final ShardPages pages;
    private final ShardInterval interval;
    private Iterator<Record> page = Collections.emptyIterator();
    private boolean begun;
    private boolean ended;
    private long place;
    private long passedOver;

    IntervalRecords(ShardPages pages, ShardInterval interval) {
        this.pages = pages;
        this.interval = interval;
    }

    /** The next record in the shard's order; empty at the end. */
    Optional<Record> next() {
        while (!ended) {
            if (page.hasNext()) {
                Record record = page.next();
                if (counts(record)) {
                    return Optional.of(record);
                }
                passedOver++;
            } else if (pages.hasNext()) {
                page = pages.next().iterator();
            } else {
                ended = true;
            }
        }
        return Optional.empty();
    }

    /** The place of the record that was given last, in milliseconds since 1970. */
    long place() {
        return place;
    }

    /** Records that were fetched so far and belong to other batches. */
    long passedOver() {
        return passedOver;
    }

    private boolean counts(Record record) {
        long arrival = record.approximateArrivalTimestamp().toEpochMilli();
        ended = arrival > interval.until();
        begun |= arrival > interval.after();
        place = Math.max(place, arrival);
        return begun && !ended;
    }
}
