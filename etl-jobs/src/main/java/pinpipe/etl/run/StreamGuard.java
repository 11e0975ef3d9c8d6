package pinpipe.etl.run;

import java.util.List;
import pinpipe.cli.Failure;

/** When a stream may write a table: where its records stand in one order with all that the table has. */
final class StreamGuard {
    private static final String KAFKA = "kafka";

    private StreamGuard() {}

    /**
     * A table that was fed from Kafka knows its records by offsets, one fed from Kinesis by times: the two have no order in
     * common. Nor have the offsets of a topic and of another one of its name.
     *
     * @param last the batch that was the last to become part of the table
     */
    static void mustGoOn(String table, StreamBatch last, StreamBatch next) {
        if (!last.source().equals(next.source())) {
            throw Failure.askedWrongly(
                    "Cannot stream into %s: it was fed from %s, and places there say nothing about records from %s. Take another --warehouse for this stream."
                            .formatted(table, last.source(), next.source()));
        }
        boolean another =
                last.topic() != null && next.topic() != null && !last.topic().equals(next.topic());
        if (another && next.base() == last.base()) {
            throw Failure.dataRejected(
                    "Cannot stream into %s: its topic was deleted and made again since, so all of it would count as older than what the table has. If the topic lands, run `pinpipe clean %s --new-epoch`, then start the stream with a new --checkpoint; if not, take another --warehouse."
                            .formatted(table, table));
        }
    }

    /** The same holds for what has landed, which is a topic's: it and a stream of Kafka feed one table, it and Kinesis do not. */
    static void mustBeOfTopics(String does, String table, String streamed) {
        if (streamed != null && !streamed.equals(KAFKA)) {
            throw Failure.askedWrongly(
                    "Cannot %s: %s was fed from %s, and places there say nothing about records that landed from a topic. Take another --warehouse for what lands."
                            .formatted(does, table, streamed));
        }
    }

    /** Stops a stream of Kinesis into a table that what landed has fed. */
    static void mustBeOfTopics(String table, Bookmark landed, StreamBatch next) {
        if (!landed.partitions().isEmpty() && !next.source().equals(KAFKA)) {
            throw Failure.askedWrongly(
                    "Cannot stream into %s: it was fed from what landed of a topic, and places there say nothing about records from %s. Take another --warehouse for this stream."
                            .formatted(table, next.source()));
        }
    }

    /** What a batch has brought in must not be touched before its stream has ended it. */
    static void nothingMayBeOpen(String does, StreamRuns runs) {
        List<StreamRuns.Entry> open = runs.open();
        if (!open.isEmpty()) {
            throw Failure.broken(
                    "Cannot %s: run %d, a batch of a stream, has not ended. Start the stream again, with --once if need be, then try again."
                            .formatted(does, open.get(0).run()),
                    null);
        }
    }
}
