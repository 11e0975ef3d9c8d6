package pinpipe.etl.kinesis;

import java.time.Instant;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A place in a shard that an iterator can be asked for. */
interface Position {
    GetShardIteratorRequest.Builder in(GetShardIteratorRequest.Builder request);

    default GetShardIteratorRequest request(String stream, String shard) {
        return in(GetShardIteratorRequest.builder().streamName(stream).shardId(shard))
                .build();
    }

    /** The first record that arrived later than this, in milliseconds since 1970. */
    static Position after(long time) {
        return time <= StreamTimes.EARLIEST
                ? request -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                : request -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(Instant.ofEpochMilli(time + 1));
    }

    /** The record behind this one. */
    static Position behind(String sequenceNumber) {
        return request -> request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .startingSequenceNumber(sequenceNumber);
    }
}
