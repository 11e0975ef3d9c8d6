package pinpipe.producer.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import pinpipe.cli.Secret;
import pinpipe.producer.kafka.KafkaSettings;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * How a gateway is set up.
 *
 * @param port 0 for any that is free
 * @param keys let clients in; empty for everybody
 * @param keystore a PKCS12 file with the server's key; empty for plain HTTP
 * @param bodyLimit the most bytes of a body
 * @param bodyTime the longest that a body may take to arrive
 * @param inFlight the most records that Kafka has not acknowledged yet
 * @param acknowledgeTime how long Kafka may take to acknowledge a record
 * @param streams the topics for streams, where those go to Kafka
 * @param kinesis where streams go to Kinesis; empty where they go to topics
 * @param maker makes missing topics; empty where they are refused
 */
record GatewaySettings(
        String host,
        int port,
        List<String> keys,
        Optional<Keystore> keystore,
        int bodyLimit,
        Duration bodyTime,
        int inFlight,
        Duration acknowledgeTime,
        StreamTopics streams,
        Optional<KinesisClient> kinesis,
        KafkaSettings kafka,
        Optional<Consumer<String>> maker) {
    private static final int LINGER_MILLIS = 5;
    private static final int LONGEST_BLOCK_MILLIS = 5_000;

    /** A file with the server's key, and what opens it. */
    record Keystore(Path file, Secret password) {}

    /** For Kafka's producer: answers wait for it, so it gathers less and gives up sooner than that of a snapshot. */
    Map<String, Object> forProducer() {
        int millis = Math.toIntExact(acknowledgeTime.toMillis());
        Map<String, Object> settings = new HashMap<>(kafka.forProducer());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "pinpipe-gateway");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(LINGER_MILLIS));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(millis));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(Math.max(1, millis / 2)));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(Math.min(millis, LONGEST_BLOCK_MILLIS)));
        return settings;
    }

    /** For asking about topics; an answer waits for that too. */
    Map<String, Object> forAdmin() {
        String millis = Long.toString(Math.min(acknowledgeTime.toMillis(), LONGEST_BLOCK_MILLIS));
        Map<String, Object> settings = new HashMap<>(kafka.forAdmin());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put("default.api.timeout.ms", millis);
        return settings;
    }
}
