package pinpipe.producer.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** To the streams of Kinesis that have these names. A request waits for its answer, and only so many may. */
final class KinesisTarget implements StreamTarget {
    private static final int AT_ONCE = 24;
    private static final int MOST_RECORDS = 500;
    private static final int SERVER_ERROR = 500;
    private static final Set<String> TOO_MUCH = Set.of(
            "ProvisionedThroughputExceededException",
            "LimitExceededException",
            "ThrottlingException",
            "KMSThrottlingException");

    private final KinesisClient client;
    private final Semaphore room = new Semaphore(AT_ONCE);

    /** Through this client, which it closes in the end. */
    KinesisTarget(KinesisClient client) {
        this.client = client;
    }

    @Override
    public CompletableFuture<List<Put>> put(String stream, List<Message> messages) {
        if (messages.size() > MOST_RECORDS) {
            throw new Problem(ErrorCode.TOO_LARGE, "A request may have at most %d records".formatted(MOST_RECORDS));
        }
        if (messages.stream().anyMatch(message -> message.value() == null)) {
            throw new Problem(ErrorCode.INVALID_BODY, "Data must not be null");
        }
        if (!room.tryAcquire()) {
            throw new Problem(ErrorCode.TOO_MUCH_IN_FLIGHT, "Too many requests are under way; send it again later");
        }
        try {
            return CompletableFuture.completedFuture(records(stream, messages));
        } catch (SdkException e) {
            throw problem(e);
        } finally {
            room.release();
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private List<Put> records(String stream, List<Message> messages) {
        List<PutRecordsRequestEntry> entries =
                messages.stream().map(KinesisTarget::entry).toList();
        List<Put> puts = new ArrayList<>();
        for (PutRecordsResultEntry each : client.putRecords(
                        request -> request.streamName(stream).records(entries))
                .records()) {
            puts.add(
                    each.errorCode() == null
                            ? Put.acknowledged(each.sequenceNumber(), each.shardId())
                            : Put.lost(code(each.errorCode()), each.errorCode() + ", " + each.errorMessage()));
        }
        return puts;
    }

    private static PutRecordsRequestEntry entry(Message message) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(SdkBytes.fromByteArrayUnsafe(message.key()).asUtf8String())
                .data(SdkBytes.fromByteArrayUnsafe(message.value()))
                .build();
    }

    /** Of a record, which Kinesis refuses for its throughput or for a failure inside. */
    private static ErrorCode code(String errorCode) {
        return TOO_MUCH.contains(errorCode) ? ErrorCode.TOO_MUCH_IN_FLIGHT : ErrorCode.NOT_ACKNOWLEDGED;
    }

    private static Problem problem(SdkException error) {
        if (error instanceof ResourceNotFoundException) {
            return new Problem(ErrorCode.NO_SUCH_TOPIC, "Stream not found");
        }
        if (!(error instanceof AwsServiceException told) || told.statusCode() >= SERVER_ERROR) {
            return new Problem(ErrorCode.NOT_ACKNOWLEDGED, "Kinesis does not answer; send it again later");
        }
        String name =
                told.awsErrorDetails() == null ? "" : told.awsErrorDetails().errorCode();
        return TOO_MUCH.contains(name)
                ? new Problem(ErrorCode.TOO_MUCH_IN_FLIGHT, "Kinesis takes no more now; send it again later")
                : new Problem(ErrorCode.KAFKA_REFUSES, "Kinesis refuses it: " + name);
    }
}
