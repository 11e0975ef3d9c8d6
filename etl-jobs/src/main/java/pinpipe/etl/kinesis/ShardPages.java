package pinpipe.etl.kinesis;

import java.time.Clock;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** The answers of a shard in its own order, from before an interval's beginning to the shard's end or its newest record. */
final class ShardPages {
    /** A shard answers five times a second at most, and many answers in a row may be empty. */
    private static final long PAUSE_AFTER_EMPTY = 200;

    private final KinesisClient kinesis;
    private final Patience patience;
    private final LossPolicy lossPolicy;
    private final ShardInterval interval;
    private String iterator;
    private Record last;
    private boolean ended;

    ShardPages(KinesisClient kinesis, Patience patience, LossPolicy lossPolicy, ShardInterval interval) {
        this.kinesis = kinesis;
        this.patience = patience;
        this.lossPolicy = lossPolicy;
        this.interval = interval;
    }

    boolean hasNext() {
        return !ended;
    }

    /**
     * The next answer, which may be empty. An empty one is the last only if the service says that nothing follows: it
     * gives empty answers on the way, too.
     */
    List<Record> next() {
        GetRecordsResponse answer;
        try {
            answer = patience.ask(this::records);
        } catch (ResourceNotFoundException e) {
            lossPolicy.lost("%s is not there any more".formatted(interval), e);
            ended = true;
            return List.of();
        }
        iterator = answer.nextShardIterator();
        boolean empty = answer.records().isEmpty();
        boolean newest = empty && (answer.millisBehindLatest() == null || answer.millisBehindLatest() == 0);
        ended = iterator == null || newest;
        if (!empty) {
            last = answer.records().get(answer.records().size() - 1);
        } else if (!ended) {
            patience.pause(PAUSE_AFTER_EMPTY);
        }
        return answer.records();
    }

    private GetRecordsResponse records() {
        if (iterator == null) {
            iterator = open();
        }
        try {
            return kinesis.getRecords(request -> request.shardIterator(iterator));
        } catch (ExpiredIteratorException e) {
            iterator = open(); // rows were taken more slowly than the five minutes that an iterator lives
            return kinesis.getRecords(request -> request.shardIterator(iterator));
        }
    }

    private String open() {
        Position position = last == null ? Position.after(interval.from()) : Position.behind(last.sequenceNumber());
        GetShardIteratorResponse answer =
                kinesis.getShardIterator(position.request(interval.stream().name(), interval.shard()));
        StreamFacts then = interval.stream();
        long now = ServiceTime.of(answer, Clock.systemUTC());
        lossPolicy.check(
                new StreamFacts(then.name(), then.created(), then.retention(), now),
                last == null
                        ? interval.after()
                        : last.approximateArrivalTimestamp().toEpochMilli());
        return answer.shardIterator();
    }
}
