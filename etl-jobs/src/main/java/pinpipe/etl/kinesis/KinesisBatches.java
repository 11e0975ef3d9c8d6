package pinpipe.etl.kinesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReportsSourceMetrics;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;

/**
 * The driver's part: says up to which time each stream is read next, and which shards that takes. A checkpoint has
 * nothing but times, so any process can plan a batch again.
 */
final class KinesisBatches implements MicroBatchStream, SupportsTriggerAvailableNow, ReportsSourceMetrics {
    private static final IntervalLimit NO_LIMIT = new IntervalLimit(Duration.ofMillis(Long.MAX_VALUE));

    private final SourceOptions options;
    private final Streams streams;
    private final Outlook outlook;
    private final Map<String, StreamOutlook> seen = new TreeMap<>();
    private StreamTimes initial;
    private StreamTimes finish;

    KinesisBatches(SourceOptions options, Streams streams, Outlook outlook) {
        this.options = options;
        this.streams = streams;
        this.outlook = outlook;
    }

    @Override
    public Offset initialOffset() {
        if (initial == null) {
            initial = StreamTimes.of(
                    options.streams(), name -> options.initialPosition().in(streams.facts(name)));
        }
        return initial;
    }

    @Override
    public Offset deserializeOffset(String json) {
        return StreamTimes.parse(json);
    }

    @Override
    public ReadLimit getDefaultReadLimit() {
        return new IntervalLimit(options.maxInterval());
    }

    /** From here on the streams end where they are in this second. */
    @Override
    public void prepareForTriggerAvailableNow() {
        finish = StreamTimes.of(options.streams(), name -> {
            long now = streams.facts(name).now();
            return now - now % ServiceTime.SECOND + ServiceTime.SECOND;
        });
    }

    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException("Spark asks for offsets with a start and a limit.");
    }

    @Override
    public Offset latestOffset(Offset start, ReadLimit limit) {
        StreamTimes from = (StreamTimes) start;
        IntervalLimit longest = limit instanceof IntervalLimit ours ? ours : NO_LIMIT;
        return StreamTimes.of(options.streams(), name -> {
            StreamOutlook look = look(name, from.of(name));
            seen.put(name, look);
            return look.until(from.of(name), longest.longest());
        });
    }

    private StreamOutlook look(String name, long from) {
        StreamFacts facts = streams.facts(name);
        long ready = facts.now() - options.settle().toMillis();
        if (finish != null) {
            ready = finish.of(name);
            facts = from < ready
                    ? streams.awaitPast(facts, ready + options.settle().toMillis())
                    : facts;
        }
        return new StreamOutlook(
                facts,
                ready,
                ready > from ? outlook.over(name, streams.shards(name, searched(from)), from, ready) : List.of());
    }

    /** Shards are looked for from a little earlier, as their records are: {@link ShardInterval#from}. */
    private long searched(long from) {
        return from == StreamTimes.EARLIEST ? from : from - options.settle().toMillis();
    }

    @Override
    public Offset reportLatestOffset() {
        return seen.isEmpty()
                ? null
                : StreamTimes.of(seen.keySet(), name -> seen.get(name).ready());
    }

    /** A task for each shard that was open in the interval: parents that have closed in it beside their children. */
    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        StreamTimes from = (StreamTimes) start;
        StreamTimes to = (StreamTimes) end;
        List<InputPartition> intervals = new ArrayList<>();
        for (String name : to.streams()) {
            long after = from.of(name);
            long until = to.of(name);
            if (until > after) {
                StreamFacts facts = streams.facts(name);
                options.lossPolicy().check(facts, after);
                streams.shards(name, searched(after)).stream()
                        .map(shard -> new ShardInterval(
                                facts, shard, after, until, options.settle().toMillis()))
                        .forEach(intervals::add);
            }
        }
        return intervals.toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new ShardRowsFactory(options.connection(), options.lossPolicy());
    }

    /** Milliseconds that each stream, and each shard by the service's own count, was behind when the driver last looked. */
    @Override
    public Map<String, String> metrics(Optional<Offset> latestConsumedOffset) {
        Map<String, String> metrics = new TreeMap<>();
        seen.forEach((name, look) -> {
            latestConsumedOffset
                    .map(offset -> ((StreamTimes) offset).of(name))
                    .filter(time -> time != StreamTimes.EARLIEST)
                    .ifPresent(time -> metrics.put(
                            name + ".behindMillis",
                            Long.toString(Math.max(0, look.facts().now() - time))));
            look.shards().stream()
                    .filter(shard -> shard.behind() >= 0)
                    .forEach(shard -> metrics.put(
                            "%s.%s.behindLatestMillis".formatted(name, shard.shard()), Long.toString(shard.behind())));
        });
        return metrics;
    }

    @Override
    public void commit(Offset end) {
        // The service keeps records by their age; nothing is given back to it.
    }

    @Override
    public void stop() {
        outlook.close();
    }
}
