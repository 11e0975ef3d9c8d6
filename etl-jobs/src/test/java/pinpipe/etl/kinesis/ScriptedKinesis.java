package pinpipe.etl.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** A service in memory that does what no local one can be brought to: it throttles, forgets iterators, and its clock jumps. */
final class ScriptedKinesis implements KinesisClient {
    static final String STREAM = "pins";
    static final String SHARD = "shardId-000000000000";

    /** The first record, in the shard's order, that is not older: how the documentation can be read. */
    static final ToIntBiFunction<List<Record>, Instant> FIRST = (records, time) -> IntStream.range(0, records.size())
            .filter(at -> !records.get(at).approximateArrivalTimestamp().isBefore(time))
            .findFirst()
            .orElse(records.size());

    /** By halves, as if times never went back: how it can be read, too. */
    static final ToIntBiFunction<List<Record>, Instant> HALVES = (records, time) -> {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (records.get(middle).approximateArrivalTimestamp().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    };

    private final Map<String, List<Record>> shards = new TreeMap<>();
    private final Deque<RuntimeException> faults = new ArrayDeque<>();
    private final List<GetShardIteratorRequest> opened = new ArrayList<>();
    private final ToIntBiFunction<List<Record>, Instant> search;
    private Instant created = Instant.EPOCH;
    private Duration retention = Duration.ofDays(40_000);
    private Instant now = Instant.now();
    private int pageSize = 2;
    private int emptyAnswers;
    private boolean closed;
    private int emptySoFar;

    ScriptedKinesis() {
        this(FIRST);
    }

    ScriptedKinesis(ToIntBiFunction<List<Record>, Instant> search) {
        this.search = search;
        shards.put(SHARD, new ArrayList<>());
    }

    static RuntimeException throttled() {
        return ProvisionedThroughputExceededException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .errorMessage("Rate exceeded for shard.")
                        .build())
                .build();
    }

    static RuntimeException expired() {
        return ExpiredIteratorException.builder().build();
    }

    static RuntimeException gone() {
        return ResourceNotFoundException.builder().build();
    }

    /** A record in the only shard, which names its place there and its arrival in milliseconds. */
    ScriptedKinesis arrives(long... times) {
        for (long time : times) {
            List<Record> records = shards.get(SHARD);
            records.add(Record.builder()
                    .sequenceNumber(Integer.toString(records.size()))
                    .partitionKey("key")
                    .data(SdkBytes.fromUtf8String("%d@%d".formatted(records.size(), time)))
                    .approximateArrivalTimestamp(Instant.ofEpochMilli(time))
                    .build());
        }
        return this;
    }

    ScriptedKinesis says(RuntimeException... next) {
        faults.addAll(List.of(next));
        return this;
    }

    ScriptedKinesis isClosed() {
        closed = true;
        return this;
    }

    ScriptedKinesis isSlow(int emptyAnswersBeforeEach) {
        emptyAnswers = emptyAnswersBeforeEach;
        return this;
    }

    ScriptedKinesis keeps(Instant since, Duration period) {
        created = since;
        retention = period;
        return this;
    }

    ScriptedKinesis at(Instant time) {
        now = time;
        return this;
    }

    void passes(long millis) {
        now = now.plusMillis(millis);
    }

    List<GetShardIteratorRequest> opened() {
        return opened;
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        opened.add(request);
        List<Record> records = shards.get(request.shardId());
        int at =
                switch (request.shardIteratorType()) {
                    case TRIM_HORIZON -> 0;
                    case AT_TIMESTAMP -> search.applyAsInt(records, request.timestamp());
                    case AFTER_SEQUENCE_NUMBER -> Integer.parseInt(request.startingSequenceNumber()) + 1;
                    default -> throw new IllegalArgumentException(request.toString());
                };
        return GetShardIteratorResponse.builder()
                .shardIterator(request.shardId() + ":" + at)
                .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        if (!faults.isEmpty()) {
            throw faults.poll();
        }
        String[] iterator = request.shardIterator().split(":", 2);
        List<Record> records = shards.get(iterator[0]);
        int from = Integer.parseInt(iterator[1]);
        boolean empty = from < records.size() && emptySoFar++ < emptyAnswers;
        emptySoFar = empty ? emptySoFar : 0;
        int to = empty ? from : Math.min(records.size(), from + (request.limit() == null ? pageSize : request.limit()));
        return GetRecordsResponse.builder()
                .records(records.subList(from, to))
                .millisBehindLatest(empty ? 1L : 0L)
                .nextShardIterator(closed && to == records.size() ? null : iterator[0] + ":" + to)
                .build();
    }

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
        return ListShardsResponse.builder()
                .shards(shards.keySet().stream()
                        .map(shard -> software.amazon.awssdk.services.kinesis.model.Shard.builder()
                                .shardId(shard)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public DescribeStreamSummaryResponse describeStreamSummary(DescribeStreamSummaryRequest request) {
        return (DescribeStreamSummaryResponse) DescribeStreamSummaryResponse.builder()
                .streamDescriptionSummary(summary -> summary.streamName(request.streamName())
                        .streamCreationTimestamp(created)
                        .retentionPeriodHours((int) retention.toHours()))
                .sdkHttpResponse(SdkHttpResponse.builder()
                        .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)))
                        .build())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        shards.clear();
    }
}
