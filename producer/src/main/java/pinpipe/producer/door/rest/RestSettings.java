package pinpipe.producer.door.rest;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import pinpipe.cli.Secret;

/**
 * Where a server is, how rows look to it, and how it lets us in.
 *
 * @param base its address, or an API gateway's; without a blank or a slash at its end
 * @param secrets headers of every request, by name
 * @param signature signs each request; empty where none is asked for
 * @param deliveryTime how long a row may take from its first request to its acknowledgement
 */
public record RestSettings(
        URI base, Form form, Map<String, Secret> secrets, Optional<AwsSignature> signature, Duration deliveryTime) {
    /**
     * For a Kafka REST proxy that asks for no signature.
     *
     * @param prefix topics are {@code <prefix>.pin} and so on
     */
    public RestSettings(URI base, String prefix, Map<String, Secret> secrets, Duration deliveryTime) {
        this(base, new TopicForm(prefix), secrets, Optional.empty(), deliveryTime);
    }

    /** Many gateways take bodies up to 1 MB. */
    static final int BATCH_BYTES = 900_000;

    /** How long one request may wait for its answer. */
    static final Duration ANSWER = Duration.ofSeconds(30);

    /** How long an address that does not answer at all is tried in the beginning. */
    static final Duration FIRST_ANSWER = Duration.ofSeconds(15);
}
