package pinpipe.etl.kinesis;

/**
 * What comes next in a shard.
 *
 * @param quiet whether the interval surely has nothing of this shard
 * @param behind milliseconds from there to the shard's newest record, by the service; negative if unknown
 */
record ShardOutlook(String shard, boolean quiet, long behind) {
    static ShardOutlook unknown(String shard) {
        return new ShardOutlook(shard, false, -1);
    }
}
