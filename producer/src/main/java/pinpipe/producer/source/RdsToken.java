package pinpipe.producer.source;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pinpipe.producer.aws.AwsAccess;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Makes the tokens that RDS takes for a password from users that log in by IAM. That needs no call to AWS: a token is a
 * signed address. It serves for a quarter of an hour to begin a connection, so each connection gets one of its own.
 *
 * @param region that of the database, such as {@code us-east-1}
 */
record RdsToken(AwsCredentialsProvider credentials, String region, Credentials database) implements Supplier<String> {
    private static final Duration VALID = Duration.ofMinutes(15);
    private static final Pattern HOST = Pattern.compile("\\.([a-z0-9-]+)\\.rds\\.amazonaws\\.com(\\.cn)?$");
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /**
     * For that database, its region being given, or in the host's name, or the usual one.
     *
     * @throws pinpipe.cli.Failure asked wrongly if no region is known or there are no credentials
     */
    static RdsToken of(AwsAccess access, Credentials database) {
        String what = "log in to " + database.where();
        AwsAccess.require(AwsAccess.credentials(), what);
        Matcher host = HOST.matcher(database.host());
        Optional<String> named = Optional.of(host).filter(Matcher::find).map(found -> found.group(1));
        return new RdsToken(
                AwsAccess.credentials(),
                access.region().or(() -> named).orElseGet(() -> access.requireRegion(what)),
                database);
    }

    /** A new one. */
    @Override
    public String get() {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("https")
                .host(database.host())
                .port(database.port())
                .encodedPath("/")
                .putRawQueryParameter("Action", "connect")
                .putRawQueryParameter("DBUser", database.user())
                .build();
        String signed = SIGNER.sign(signing -> signing.identity(credentials.resolveCredentials())
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, VALID))
                .request()
                .getUri()
                .toString();
        return signed.substring("https://".length());
    }

    /** Without what could be signed with. */
    @Override
    public String toString() {
        return "RdsToken[%s, %s]".formatted(region, database);
    }
}
