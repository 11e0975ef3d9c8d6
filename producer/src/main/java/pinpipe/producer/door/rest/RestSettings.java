package pinpipe.producer.door.rest;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import pinpipe.cli.Secret;

/**
 * Where a REST proxy is and how it lets us in.
 *
 * @param base its address, or an API gateway's; without a blank or a slash at its end
 * @param prefix topics are {@code <prefix>.pin} and so on
 * @param secrets headers of every request, by name
 * @param signature signs each request; empty where none is asked for
 * @param deliveryTime how long a row may take from its first request to its acknowledgement
 */
public record RestSettings(
        URI base, String prefix, Map<String, Secret> secrets, Optional<AwsSignature> signature, Duration deliveryTime) {
    /** For a proxy that asks for no signature. */
    public RestSettings(URI base, String prefix, Map<String, Secret> secrets, Duration deliveryTime) {
        this(base, prefix, secrets, Optional.empty(), deliveryTime);
    }

    /** Many gateways take bodies up to 1 MB, or as many records as a Kinesis call. */
    static final int BATCH_BYTES = 900_000;

    static final int BATCH_RECORDS = 500;

    /** Requests under way at a time. */
    static final int LANES = 4;

    /** How long one request may wait for its answer. */
    static final Duration ANSWER = Duration.ofSeconds(30);

    /** How long an address that does not answer at all is tried in the beginning. */
    static final Duration FIRST_ANSWER = Duration.ofSeconds(15);

    /** The address for a topic's records. */
    URI topic(String topic) {
        return URI.create(base + "/topics/" + topic);
    }
}
