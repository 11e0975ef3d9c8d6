package pinpipe.etl.kinesis;

import java.util.Set;
import pinpipe.etl.kinesis.ReadFailure.Kind;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** What the SDK throws, in sentences. */
final class Failures {
    private static final Set<String> NOT_ALLOWED = Set.of(
            "AccessDeniedException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "ExpiredTokenException",
            "MissingAuthenticationTokenException");

    private Failures() {}

    /** @param what what could not be read, as {@code stream pins} */
    static ReadFailure of(String what, SdkException e) {
        if (e instanceof ResourceNotFoundException) {
            return wrong(
                    what, "there is none in this region and account", "Check the name, the region and the account", e);
        }
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            String code = answer.awsErrorDetails().errorCode();
            return NOT_ALLOWED.contains(code)
                    ? wrong(
                            what,
                            "the service does not allow it (%s)".formatted(code),
                            "Check the AWS credentials, and that they permit kinesis:DescribeStreamSummary, ListShards, GetShardIterator and GetRecords",
                            e)
                    : broken(what, "the service says %s".formatted(said(answer)), e);
        }
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (said.contains("Unable to load region")) {
            return wrong(what, "no region is known", "Set the option region, or AWS_REGION", e);
        }
        if (said.contains("Unable to load credentials")) {
            return wrong(
                    what,
                    "no AWS credentials were found",
                    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run it where an instance role gives them",
                    e);
        }
        return broken(what, "the service does not answer (%s)".formatted(said), e);
    }

    private static String said(AwsServiceException answer) {
        return "%s: %s"
                .formatted(
                        answer.awsErrorDetails().errorCode(),
                        String.valueOf(answer.awsErrorDetails().errorMessage()).replaceFirst("\\.$", ""));
    }

    private static ReadFailure wrong(String what, String why, String remedy, SdkException e) {
        return new ReadFailure(Kind.ASKED_WRONGLY, "Cannot read %s: %s. %s.".formatted(what, why, remedy), e);
    }

    private static ReadFailure broken(String what, String why, SdkException e) {
        return new ReadFailure(
                Kind.BROKEN, "Cannot read %s: %s. Look at the service there, then try again.".formatted(what, why), e);
    }
}
