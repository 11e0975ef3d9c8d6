package pinpipe.producer.gateway;

/**
 * What became of a record that came in the form of Kinesis.
 *
 * @param sequenceNumber its place in the shard, or null
 * @param shard where it stands, or null
 * @param error why it does not stand there; null if it does
 * @param why the same in words
 */
record Put(String sequenceNumber, String shard, ErrorCode error, String why) {
    static Put acknowledged(String sequenceNumber, String shard) {
        return new Put(sequenceNumber, shard, null, null);
    }

    static Put lost(ErrorCode error, String why) {
        return new Put(null, null, error, why);
    }

    /** One that went to a topic: its partition is the shard, its offset the number. */
    static Put of(Outcome outcome) {
        return outcome.isAcknowledged()
                ? acknowledged(Long.toString(outcome.offset()), "shardId-%012d".formatted(outcome.partition()))
                : lost(outcome.error(), outcome.why());
    }

    boolean isAcknowledged() {
        return error == null;
    }
}
