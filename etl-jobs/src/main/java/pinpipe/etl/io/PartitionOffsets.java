package pinpipe.etl.io;

/**
 * What a Kafka topic partition holds.
 *
 * @param earliest the first offset that is still there
 * @param stable the offset after the last record whose transaction, if it has one, has ended
 * @param end the offset that the next record will get; past {@code stable} while a transaction is open
 */
public record PartitionOffsets(long earliest, long stable, long end) {}
