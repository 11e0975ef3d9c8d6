package pinpipe.etl.run;

/**
 * Which batch of which stream a run does. Spark gives a batch that was not ended again, with the same records: the
 * stream's checkpoint keeps the plan, and the ledger keeps what of it was done.
 *
 * @param source where the records come from, {@code kafka} or {@code kinesis}
 * @param topic the topic's own name for itself, which is another one after the topic was made again; null where it has none
 * @param base what was added to its offsets
 * @param query the stream's name for itself, which lies in its checkpoint
 * @param batch the batch's number in it, from 0
 * @param first of a row that stands for many runs, the first of them; else null
 */
public record StreamBatch(String source, String topic, long base, String query, long batch, Long first) {
    /** A batch of a stream whose offsets are taken as they are. */
    public StreamBatch(String source, String topic, String query, long batch) {
        this(source, topic, 0, query, batch, null);
    }

    /** The same batch, with this added to its offsets. */
    StreamBatch above(long offset) {
        return new StreamBatch(source, topic, offset, query, batch, first);
    }

    /** This, as the last of all runs since that one. */
    StreamBatch since(long run) {
        return new StreamBatch(source, topic, base, query, batch, run);
    }

    /** The batch in words, as a run of this number has it. */
    String told(long run) {
        return first == null
                ? "batch %d from %s".formatted(batch, source)
                : "runs %d to %d, up to batch %d from %s".formatted(first, run, batch, source);
    }

    /** True if that batch is done once this one is: a stream does one after the other. */
    boolean follows(StreamBatch other) {
        return query.equals(other.query) && batch >= other.batch;
    }
}
