package pinpipe.producer.door.kinesis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import pinpipe.producer.row.PostTable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * Looks whether a stream is there, before rows are read for it.
 *
 * @param patience how long an address that does not answer, or a stream that is being made, is waited for
 */
record StreamCheck(KinesisClient client, KinesisFailures failures, Duration patience) {
    private static final Duration ASK_AGAIN = Duration.ofMillis(300);

    /**
     * Returns when rows can be sent there, as far as that can be seen: who may write need not be allowed to look.
     *
     * @throws pinpipe.cli.Failure if there is no such stream, or nobody answers
     */
    void require(PostTable table) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                StreamStatus status = client.describeStreamSummary(asked -> asked.streamName(failures.stream(table)))
                        .streamDescriptionSummary()
                        .streamStatus();
                if (status != StreamStatus.CREATING || System.nanoTime() > deadline) {
                    return;
                }
                pause(null);
            } catch (SdkException e) {
                if (KinesisFailures.isForbidden(e)) {
                    return;
                }
                if (!KinesisFailures.mayPass(e)) {
                    throw failures.refused(table, e);
                }
                if (KinesisFailures.isHopeless(e) || System.nanoTime() > deadline) {
                    throw failures.silent(e, patience);
                }
                pause(e);
            }
        }
    }

    private void pause(SdkException unanswered) {
        try {
            TimeUnit.NANOSECONDS.sleep(ASK_AGAIN.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.silent(unanswered == null ? e : unanswered, patience);
        }
    }
}
