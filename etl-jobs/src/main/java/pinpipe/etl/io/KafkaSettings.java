package pinpipe.etl.io;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/** How a Kafka cluster is reached: its addresses and the client's settings, mostly its security. Never print them. */
public final class KafkaSettings {
    private static final String SERVERS = "bootstrap.servers";

    private final Map<String, String> client;

    private KafkaSettings(Map<String, String> client) {
        this.client = client;
    }

    /**
     * The settings.
     *
     * @param servers {@code host:port}, several with commas between
     * @param file a properties file with names as Kafka's clients know them; null for none
     * @throws Failure if the file cannot be read
     */
    public static KafkaSettings of(String servers, Path file) {
        Map<String, String> client = new TreeMap<>();
        if (file != null) {
            Properties properties = read(file);
            properties.stringPropertyNames().forEach(name -> client.put(name, properties.getProperty(name)));
        }
        client.put(SERVERS, servers);
        return new KafkaSettings(client);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.askedWrongly(
                    "Cannot read the Kafka settings in %s: %s. Name a readable properties file with --kafka-config."
                            .formatted(
                                    file,
                                    e instanceof IOException ? e.getClass().getSimpleName() : Causes.firstLine(e)),
                    e);
        }
    }

    /** The addresses. */
    public String servers() {
        return client.get(SERVERS);
    }

    /** For the admin client, which gives up after 12 s unless the file says otherwise. */
    Properties forAdmin() {
        Properties properties = new Properties();
        properties.put("default.api.timeout.ms", "12000");
        properties.put("request.timeout.ms", "5000");
        properties.putAll(client);
        return properties;
    }

    /** For Spark's Kafka source: it passes on what begins with {@code kafka.}. Records of open or aborted transactions stay out. */
    public Map<String, String> forSpark() {
        Map<String, String> options = new TreeMap<>();
        client.forEach((name, value) -> options.put("kafka." + name, value));
        options.put("kafka.isolation.level", "read_committed");
        options.put("failOnDataLoss", "true");
        return options;
    }
}
