package pinpipe.producer.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import pinpipe.cli.Failure;

/**
 * How we talk to Kafka: settings for throughput, over them the user's file, over that what makes a delivery sure.
 *
 * @param file what stands in the user's file, by Kafka's own names
 */
public record KafkaSettings(Map<String, String> file) {
    /** How long to wait for a broker before giving up. */
    public static final int ANSWER_SECONDS = 15;

    /** What makes an acknowledgement mean that the row is safe and stands there once. It cannot be turned off. */
    private static final Map<String, String> SURE =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");

    /** Rows are small texts: batches of some hundred, packed, cost the broker and the wire least. */
    private static final Map<String, String> FOR_THROUGHPUT = Map.of(
            ProducerConfig.LINGER_MS_CONFIG, "20",
            ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 * 1024),
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
            // A broker that restarts is waited for, the same time whether records wait in the buffer or in front of it.
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "120000",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "120000",
            ProducerConfig.CLIENT_ID_CONFIG, "pinpipe-produce");

    /** What AWS gives to clients of MSK that log in by IAM, where the usual credentials are to be taken. */
    private static final Map<String, String> MSK_IAM = Map.of(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL",
            SaslConfigs.SASL_MECHANISM, "AWS_MSK_IAM",
            SaslConfigs.SASL_JAAS_CONFIG, "software.amazon.msk.auth.iam.IAMLoginModule required;",
            SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, "software.amazon.msk.auth.iam.IAMClientCallbackHandler");

    /**
     * The settings of a call.
     *
     * @param servers {@code host:port}, several with commas; null to take those of the file
     * @param path a Java properties file with Kafka's client settings, or null
     * @throws Failure asked wrongly if the file cannot be read, names no servers where none are given, or weakens what
     *     makes a delivery sure
     */
    public static KafkaSettings of(String servers, Path path) {
        Map<String, String> settings = path == null ? new HashMap<>() : read(path);
        if (servers != null) {
            settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        }
        if (!settings.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw failure(path, "it has no bootstrap.servers, and --bootstrap-servers is not given. Give one of them");
        }
        SURE.forEach((name, value) -> {
            String wished = settings.getOrDefault(name, value);
            if (!wished.equals(value) && !(value.equals("all") && wished.equals("-1"))) {
                throw failure(
                        path,
                        "%s=%s would count rows as delivered that may be lost. Take it out".formatted(name, wished));
            }
        });
        return new KafkaSettings(settings);
    }

    /** These, with a login to MSK by IAM. */
    public KafkaSettings withMskIam() {
        Map<String, String> settings = new HashMap<>(file);
        settings.putAll(MSK_IAM);
        return new KafkaSettings(settings);
    }

    /** The broker addresses. */
    public String servers() {
        return file.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** For the client that sends. */
    public Map<String, Object> forProducer() {
        Map<String, Object> settings = new HashMap<>(FOR_THROUGHPUT);
        settings.putAll(file);
        settings.putAll(SURE);
        return settings;
    }

    /** For the client that asks for topics and makes them. */
    public Map<String, Object> forAdmin() {
        Map<String, Object> settings = new HashMap<>(file);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(ANSWER_SECONDS * 1000));
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(ANSWER_SECONDS * 1000));
        return settings;
    }

    private static Map<String, String> read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw failure(
                    path,
                    "it cannot be read as a properties file (%s). Mend it or name another"
                            .formatted(e.getClass().getSimpleName()));
        }
        Map<String, String> settings = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> settings.put(name, properties.getProperty(name).strip()));
        return settings;
    }

    private static Failure failure(Path path, String whyAndRemedy) {
        return Failure.askedWrongly("Cannot produce with --kafka-config %s: %s.".formatted(path, whyAndRemedy));
    }
}
