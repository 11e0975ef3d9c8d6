package pinpipe.etl.kinesis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/** What the driver asks of the service, before any record is read. */
final class Streams {
    private final KinesisClient kinesis;
    private final Patience patience;
    private final Clock clock;

    Streams(KinesisClient kinesis, Patience patience, Clock clock) {
        this.kinesis = kinesis;
        this.patience = patience;
        this.clock = clock;
    }

    StreamFacts facts(String stream) {
        DescribeStreamSummaryResponse answer =
                ask(stream, () -> kinesis.describeStreamSummary(request -> request.streamName(stream)));
        StreamDescriptionSummary said = answer.streamDescriptionSummary();
        return new StreamFacts(
                stream,
                said.streamCreationTimestamp().toEpochMilli(),
                Duration.ofHours(said.retentionPeriodHours()),
                ServiceTime.of(answer, clock));
    }

    /** Waits until the service's clock has reached a time; says what it says then. */
    StreamFacts awaitPast(StreamFacts facts, long time) {
        StreamFacts then = facts;
        while (then.now() < time) {
            patience.pause(time - then.now());
            then = facts(facts.name());
        }
        return then;
    }

    /** The shards that were open at a time or have been opened since: what came later lies in these alone. */
    List<String> shards(String stream, long from) {
        ShardFilter filter = from <= StreamTimes.EARLIEST
                ? ShardFilter.builder().type(ShardFilterType.FROM_TRIM_HORIZON).build()
                : ShardFilter.builder()
                        .type(ShardFilterType.FROM_TIMESTAMP)
                        .timestamp(Instant.ofEpochMilli(from))
                        .build();
        List<String> shards = new ArrayList<>();
        ListShardsRequest next = ListShardsRequest.builder()
                .streamName(stream)
                .shardFilter(filter)
                .build();
        while (next != null) {
            ListShardsRequest request = next;
            ListShardsResponse answer = ask(stream, () -> kinesis.listShards(request));
            answer.shards().stream().map(Shard::shardId).forEach(shards::add);
            next = answer.nextToken() == null
                    ? null
                    : ListShardsRequest.builder().nextToken(answer.nextToken()).build();
        }
        return shards;
    }

    private <T> T ask(String stream, Supplier<T> call) {
        try {
            return patience.ask(call);
        } catch (SdkException e) {
            throw Failures.of("stream " + stream, e);
        }
    }
}
