package pinpipe.producer.door.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import pinpipe.cli.Secret;
import pinpipe.producer.aws.AwsAccess;
import pinpipe.producer.door.Door;

/** The options of the REST door. What lets us in comes from the environment. */
public final class RestOptions {
    private static final String API_KEY = "PINPIPE_API_KEY";
    private static final String BEARER_TOKEN = "PINPIPE_BEARER_TOKEN";
    private static final Pattern AWS_ADDRESS = Pattern.compile("\\.execute-api\\.([a-z0-9-]+)\\.amazonaws\\.");

    private enum Signer {
        AWS
    }

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "rest, kinesis-rest: the address of the Kafka REST proxy or of the API gateway, such as"
                    + " https://…/prod; what follows is /topics/UID.pin, or /streams/streaming-UID-pin/record.")
    private String url;

    @Option(
            names = "--api-key-header",
            paramLabel = "NAME",
            defaultValue = "x-api-key",
            description = "rest, kinesis-rest: the header for the key in PINPIPE_API_KEY (${DEFAULT-VALUE}). A token in"
                    + " PINPIPE_BEARER_TOKEN goes into Authorization.")
    private String apiKeyHeader;

    @Option(
            names = "--sign",
            paramLabel = "aws",
            description =
                    "rest, kinesis-rest: sign requests for an API gateway of AWS that asks for IAM, with the usual AWS"
                            + " credentials.")
    private Signer sign;

    @Option(
            names = "--delivery-timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "rest, kinesis, kinesis-rest: how long a row is sent again before the run ends"
                    + " (${DEFAULT-VALUE}).")
    private int deliveryTimeout;

    /** What is wrong with them whether or not this door is wanted. */
    public void check(List<String> problems) {
        if (url != null && base() == null) {
            // An address can hold a password, so it is not repeated.
            problems.add("--url must be an address such as https://host/path, without a user, a question mark or a #");
        }
        if (!apiKeyHeader.matches("[A-Za-z0-9-]{1,100}")) {
            problems.add("--api-key-header must be letters, digits and '-', was '%s'".formatted(apiKeyHeader));
        }
        if (deliveryTimeout < 1) {
            problems.add("--delivery-timeout must be at least 1, was " + deliveryTimeout);
        }
    }

    /**
     * What is wrong with them where this door is wanted.
     *
     * @param region the one that was given
     */
    public void require(Optional<String> region, List<String> problems) {
        if (url == null) {
            problems.add("--url is missing");
        }
        if (sign == Signer.AWS && signed(region).isEmpty()) {
            problems.add("--region is missing, and --url names none");
        }
        if (sign == Signer.AWS && Secret.inEnvironment(BEARER_TOKEN).isPresent()) {
            problems.add("--sign and %s exclude each other".formatted(BEARER_TOKEN));
        }
    }

    /** The given one, or that of an address such as {@code https://a1b2.execute-api.us-east-1.amazonaws.com/prod}. */
    private Optional<String> signed(Optional<String> region) {
        Matcher address = AWS_ADDRESS.matcher(url == null ? "" : url);
        return region.or(() -> Optional.of(address).filter(Matcher::find).map(found -> found.group(1)));
    }

    /** Where it leads. */
    public String address() {
        return base().toString();
    }

    /** How long a row is sent again. */
    public Duration deliveryTime() {
        return Duration.ofSeconds(deliveryTimeout);
    }

    /** The door to a Kafka REST proxy. */
    public Door toProxy(String prefix, Optional<String> region) {
        return door(new TopicForm(prefix), region);
    }

    /** The door to a Kinesis gateway. */
    public Door toStreams(String prefix, Optional<String> region) {
        return door(new StreamForm(prefix), region);
    }

    private Door door(Form form, Optional<String> region) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        Secret.inEnvironment(API_KEY).ifPresent(key -> secrets.put(apiKeyHeader, key));
        Secret.inEnvironment(BEARER_TOKEN)
                .ifPresent(token -> secrets.put("Authorization", Secret.of("Bearer " + token.reveal())));
        Optional<AwsSignature> signature = Optional.ofNullable(sign)
                .map(aws ->
                        new AwsSignature(AwsAccess.credentials(), signed(region).orElseThrow()));
        return new RestDoor(new RestSettings(base(), form, secrets, signature, deliveryTime()));
    }

    /** The address without a slash at its end; null if it is none. */
    private URI base() {
        try {
            URI written = new URI(url.strip().replaceFirst("/+$", ""));
            String scheme =
                    written.getScheme() == null ? "" : written.getScheme().toLowerCase(Locale.ROOT);
            boolean plain =
                    written.getUserInfo() == null && written.getQuery() == null && written.getFragment() == null;
            return List.of("http", "https").contains(scheme) && written.getHost() != null && plain ? written : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
