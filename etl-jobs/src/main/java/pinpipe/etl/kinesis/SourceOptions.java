package pinpipe.etl.kinesis;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * What a query asks of the source.
 *
 * @param settle how late a record may come: the distance that a batch keeps from the service's present
 * @param maxInterval the most arrival time that a batch takes in
 */
record SourceOptions(
        List<String> streams,
        Connection connection,
        InitialPosition initialPosition,
        Duration settle,
        Duration maxInterval,
        LossPolicy lossPolicy) {
    static final String STREAM_NAME = "streamName";
    static final String REGION = "region";
    static final String ENDPOINT = "endpoint";
    static final String INITIAL_POSITION = "initialPosition";
    static final String SETTLE = "settle";
    static final String MAX_INTERVAL = "maxIntervalPerTrigger";
    static final String FAIL_ON_DATA_LOSS = "failOnDataLoss";

    static final List<String> NAMES =
            List.of(STREAM_NAME, REGION, ENDPOINT, INITIAL_POSITION, SETTLE, MAX_INTERVAL, FAIL_ON_DATA_LOSS);

    /**
     * Reads the options of a query.
     *
     * @throws ReadFailure with all that is wrong with them
     */
    static SourceOptions of(CaseInsensitiveStringMap options) {
        Problems problems = new Problems();
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(NAMES);
        new TreeMap<>(options.asCaseSensitiveMap())
                .keySet().stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> problems.add("%s is not an option of this source, which has %s"
                                .formatted(name, String.join(", ", NAMES))));
        SourceOptions read = new SourceOptions(
                problems.orElse(List.of(), () -> streams(options.get(STREAM_NAME))),
                new Connection(options.get(REGION), problems.orElse(null, () -> endpoint(options.get(ENDPOINT)))),
                problems.orElse(
                        InitialPosition.EARLIEST,
                        () -> InitialPosition.of(options.getOrDefault(INITIAL_POSITION, "earliest"))),
                problems.orElse(Duration.ZERO, () -> Period.of(SETTLE, options.getOrDefault(SETTLE, "5s"))),
                problems.orElse(Duration.ZERO, () -> interval(options.getOrDefault(MAX_INTERVAL, "1h"))),
                new LossPolicy(problems.orElse(true, () -> truth(options.getOrDefault(FAIL_ON_DATA_LOSS, "true")))));
        problems.end();
        return read;
    }

    private static List<String> streams(String names) {
        if (names == null || names.isBlank()) {
            throw new IllegalArgumentException(STREAM_NAME + " is missing: the stream to read, or several with commas");
        }
        List<String> streams = Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        streams.stream()
                .filter(name -> !name.matches("[a-zA-Z0-9_.-]{1,128}"))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "%s has '%s', which cannot be a stream's name".formatted(STREAM_NAME, name));
                });
        return streams;
    }

    /** An address can hold a password, so it is not repeated. */
    private static URI endpoint(String written) {
        if (written == null || written.matches("https?://[^/@\\s]+/?")) {
            return written == null ? null : URI.create(written);
        }
        throw new IllegalArgumentException(ENDPOINT + " must be an address like https://HOST:PORT, without a user");
    }

    private static Duration interval(String written) {
        Duration interval = Period.of(MAX_INTERVAL, written);
        if (interval.isZero()) {
            throw new IllegalArgumentException(
                    "%s must be longer than nothing, was '%s'".formatted(MAX_INTERVAL, written));
        }
        return interval;
    }

    private static boolean truth(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "%s must be true or false, was '%s'".formatted(FAIL_ON_DATA_LOSS, written));
        };
    }
}
