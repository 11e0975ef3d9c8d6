package pinpipe.producer.door.kinesis;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Puts what Kinesis says against us into sentences, and knows what may pass.
 *
 * @param where it is, in sentences
 * @param prefix streams are {@code streaming-<prefix>-pin} and so on
 */
record KinesisFailures(String where, String prefix) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final String FORBIDDEN = "AccessDeniedException";

    /** Of a record or of a whole request. */
    private static final Set<String> PASSING = Set.of(
            "ProvisionedThroughputExceededException",
            "InternalFailure",
            "InternalFailureException",
            "ServiceUnavailable",
            "LimitExceededException",
            "ThrottlingException",
            "KMSThrottlingException",
            "RequestTimeout");

    private static final Set<String> WHO_WE_ARE = Set.of(
            FORBIDDEN,
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "IncompleteSignature",
            "MissingAuthenticationTokenException",
            "ExpiredTokenException",
            "OptInRequired");

    String stream(PostTable table) {
        return table.stream(prefix);
    }

    /** True if the same request may pass later. What never came as far as Kinesis may. */
    static boolean mayPass(SdkException error) {
        return !(error instanceof AwsServiceException told)
                || told.statusCode() >= SERVER_ERROR
                || told.statusCode() == TOO_MANY_REQUESTS
                || mayPass(code(told));
    }

    /** True if the same record may pass later. */
    static boolean mayPass(String code) {
        return PASSING.contains(code);
    }

    /** True if somebody answers and lets us in, but not to do this. */
    static boolean isForbidden(SdkException error) {
        return error instanceof AwsServiceException told && code(told).equals(FORBIDDEN);
    }

    /** True if waiting for an answer is in vain. */
    static boolean isHopeless(SdkException error) {
        return isOf(UnknownHostException.class, error) || isOf(SSLException.class, error);
    }

    /** What it says, short. */
    static String said(Throwable error) {
        if (error instanceof AwsServiceException told) {
            return code(told) + ": " + message(told);
        }
        return Causes.firstLine(Causes.root(error));
    }

    /** Nobody answers there, however long that was waited for. */
    Failure silent(Throwable error, Duration waited) {
        String what = "Cannot produce to %s: ".formatted(where);
        if (isOf(UnknownHostException.class, error)) {
            return Failure.broken(what + "there is no such host. Mend --region or --endpoint, then try again.", error);
        }
        if (isOf(SSLException.class, error)) {
            return Failure.askedWrongly(
                    what
                            + "no secure connection comes about (%s). Mend --endpoint, or let this Java trust its certificate."
                                    .formatted(said(error)),
                    error);
        }
        return Failure.broken(
                what
                        + "nobody answers (%s); at most %d s are waited. Check --endpoint, or the way to AWS, then try again."
                                .formatted(said(error), waited.toSeconds()),
                error);
    }

    /** It could have passed, but did not in time. */
    Failure late(Row row, Duration time, String last) {
        return Failure.broken(
                what(row.table())
                        + "%s did not acknowledge the row with key %s within %d s (last: %s). Give stream %s more shards if it is throttled, then try again."
                                .formatted(where, row.key(), time.toSeconds(), last, stream(row.table())),
                null);
    }

    /** Kinesis will not have this row. */
    Failure refused(Row row, String why) {
        return Failure.askedWrongly(what(row.table())
                + "%s does not take the row with key %s (%s). Mend what it names.".formatted(where, row.key(), why));
    }

    /** Kinesis answers so that asking again is in vain. */
    Failure refused(PostTable table, SdkException error) {
        String code = error instanceof AwsServiceException told ? code(told) : "";
        if (code.equals("ResourceNotFoundException")) {
            return Failure.askedWrongly(
                    what(table)
                            + "%s has no stream %s. Make it, or mend --prefix, --region or --endpoint."
                                    .formatted(where, stream(table)),
                    error);
        }
        if (WHO_WE_ARE.contains(code)) {
            return Failure.askedWrongly(
                    what(table)
                            + "%s does not let us in (%s). Mend the AWS credentials, or ask for the right kinesis:PutRecords on stream %s."
                                    .formatted(where, said(error), stream(table)),
                    error);
        }
        return Failure.askedWrongly(
                what(table) + "%s refuses the request (%s). Mend what it names.".formatted(where, said(error)), error);
    }

    /** It does not say what became of each record. */
    Failure unknown(PostTable table) {
        return Failure.askedWrongly(what(table)
                + "%s answers as Kinesis does not. Mend --endpoint, or look at what stands before it."
                        .formatted(where));
    }

    /** No record can be so large. */
    Failure tooLarge(Row row, int bytes) {
        return Failure.askedWrongly(what(row.table())
                + "the row with key %s has %,d bytes, more than the 1 MB that a record of Kinesis may have. Leave out a column with --columns, or take another door."
                        .formatted(row.key(), bytes));
    }

    private static String code(AwsServiceException told) {
        return told.awsErrorDetails() == null
                ? ""
                : String.valueOf(told.awsErrorDetails().errorCode());
    }

    private static String message(AwsServiceException told) {
        return told.awsErrorDetails() == null
                ? "HTTP " + told.statusCode()
                : told.awsErrorDetails().errorMessage();
    }

    private static boolean isOf(Class<? extends Exception> kind, Throwable error) {
        return Causes.of(error).anyMatch(kind::isInstance);
    }

    private static String what(PostTable table) {
        return "Cannot produce %s: ".formatted(table.name());
    }
}
