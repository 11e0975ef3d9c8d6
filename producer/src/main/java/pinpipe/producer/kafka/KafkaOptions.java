package pinpipe.producer.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options of every command that talks to Kafka. */
public final class KafkaOptions {
    @Option(names = "--bootstrap-servers", paramLabel = "H:P", description = "The Kafka brokers, with commas between.")
    private String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Kafka's own client settings as a properties file, such as security.protocol.")
    private Path kafkaConfig;

    @Option(
            names = "--msk-iam",
            description =
                    "Log in to MSK by IAM, with the usual AWS credentials: sets the four settings for that, over those"
                            + " of --kafka-config.")
    private boolean mskIam;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "3",
            description = "Partitions of a topic that is made because it is missing (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Copies of a topic that is made; unless given, the broker's default.")
    private Short replicationFactor;

    /** What is wrong with them whether or not Kafka is wanted. */
    public void check(List<String> problems) {
        if (partitions < 1) {
            problems.add("--partitions must be at least 1, was " + partitions);
        }
        if (replicationFactor != null && replicationFactor < 1) {
            problems.add("--replication-factor must be at least 1, was " + replicationFactor);
        }
    }

    /** What is wrong with them where Kafka is wanted. */
    public void require(List<String> problems) {
        if (bootstrapServers == null && kafkaConfig == null) {
            problems.add("--bootstrap-servers is missing");
        }
    }

    /** How we talk to Kafka. */
    public KafkaSettings settings() {
        KafkaSettings settings = KafkaSettings.of(bootstrapServers, kafkaConfig);
        return mskIam ? settings.withMskIam() : settings;
    }

    /** Who makes topics. */
    public Topics topics(KafkaSettings settings, Consumer<String> said) {
        return new Topics(settings, partitions, Optional.ofNullable(replicationFactor), said);
    }
}
