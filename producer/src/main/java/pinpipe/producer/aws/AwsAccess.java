package pinpipe.producer.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * How we talk to AWS, with the credentials of its usual variables, files and roles.
 *
 * @param region the given one; empty for the usual one
 * @param endpoint another address for Kinesis than AWS's own
 */
public record AwsAccess(Optional<String> region, Optional<URI> endpoint) {
    /** A page about each place where it has looked. */
    private static final String EVERYWHERE = " from any of the providers in the chain.*";

    private static final Duration CONNECT = Duration.ofSeconds(8);

    /** Who we are to AWS; they are looked for when they are first needed, and renewed where they expire. */
    public static AwsCredentialsProvider credentials() {
        return DefaultCredentialsProvider.create();
    }

    /**
     * Fails where there are none.
     *
     * @param what is to be done with them, as the words after "Cannot"
     * @throws Failure asked wrongly
     */
    public static void require(AwsCredentialsProvider credentials, String what) {
        try {
            credentials.resolveCredentials();
        } catch (SdkException e) {
            throw Failure.askedWrongly(
                    "Cannot %s: no AWS credentials were found (%s). Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run it with an instance role."
                            .formatted(what, Causes.firstLine(e).replaceFirst(EVERYWHERE, "")),
                    e);
        }
    }

    /** Kinesis, for people: its address, or the region that it is in. */
    public String where() {
        return endpoint.map(URI::toString).orElseGet(() -> "Kinesis in " + requireRegion("produce to Kinesis"));
    }

    /**
     * The region to talk to.
     *
     * @param what is to be done there, as the words after "Cannot"
     * @throws Failure asked wrongly if none is known
     */
    public String requireRegion(String what) {
        try {
            return region.orElseGet(
                    () -> new DefaultAwsRegionProviderChain().getRegion().id());
        } catch (SdkException e) {
            throw Failure.askedWrongly(
                    "Cannot %s: no AWS region is known. Give --region, or set AWS_REGION.".formatted(what), e);
        }
    }

    /**
     * A client for Kinesis that tries each request once: what is tried again, and when, is the caller's to say.
     *
     * @param answer how long an answer may take
     */
    public KinesisClient kinesis(String inRegion, Duration answer) {
        return KinesisClient.builder()
                .region(Region.of(inRegion))
                .applyMutation(client -> endpoint.ifPresent(client::endpointOverride))
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(answer))
                .overrideConfiguration(call -> call.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }
}
