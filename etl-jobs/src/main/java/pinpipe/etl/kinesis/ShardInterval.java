package pinpipe.etl.kinesis;

import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads: the records of a shard whose place is in (after, until]. The place of a record is the latest
 * arrival time that the shard has up to it; so every record has one, and none lies before the place of an earlier record.
 *
 * @param stream the stream as it was when the batch was planned
 * @param settle milliseconds by which the times of a shard may go back
 */
record ShardInterval(StreamFacts stream, String shard, long after, long until, long settle) implements InputPartition {
    /** Where to look from: by so much earlier that a time that went back hides nothing. */
    long from() {
        return after == StreamTimes.EARLIEST ? after : after - settle;
    }

    @Override
    public String toString() {
        return "shard %s of stream %s".formatted(shard, stream.name());
    }
}
