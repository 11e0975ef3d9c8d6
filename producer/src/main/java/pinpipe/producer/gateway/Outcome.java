package pinpipe.producer.gateway;

/**
 * What became of one record.
 *
 * @param partition where it stands, or null
 * @param offset where it stands in there, or null
 * @param error why it does not stand there; null if it does
 * @param why the same in words
 */
record Outcome(Integer partition, Long offset, ErrorCode error, String why) {
    static Outcome acknowledged(int partition, long offset) {
        return new Outcome(partition, offset, null, null);
    }

    static Outcome lost(ErrorCode error, String why) {
        return new Outcome(null, null, error, why);
    }

    boolean isAcknowledged() {
        return error == null;
    }
}
