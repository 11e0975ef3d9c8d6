package pinpipe.etl.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.KafkaSettings;
import pinpipe.etl.io.KafkaStream;
import pinpipe.etl.io.KafkaTopics;
import pinpipe.etl.io.StreamSource;

/** Records of Kafka's topics. */
final class KafkaOrigin implements Origin {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "kafka: where it is; several with commas between.")
    private String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "kafka: properties of its client, such as its security.")
    private Path kafkaConfig;

    @Option(
            names = "--records-per-batch",
            paramLabel = "N",
            defaultValue = "100000",
            description = "kafka: the most records in a batch. Default: 100000.")
    private long recordsPerBatch;

    @Override
    public List<String> problems(boolean once) {
        List<String> problems = new ArrayList<>();
        if (bootstrapServers == null) {
            problems.add("--bootstrap-servers is missing");
        }
        if (recordsPerBatch < 1) {
            problems.add("--records-per-batch must be at least 1, was " + recordsPerBatch);
        }
        return problems;
    }

    @Override
    public StreamSource source(SparkSession spark, String prefix, Table table) {
        return new KafkaStream(kafka(), recordsPerBatch);
    }

    @Override
    public String topic(String prefix, Table table) {
        return prefix + "." + table.name();
    }

    /** A stream waits for records, and not for topics. */
    @Override
    public void mustHave(String prefix, List<Table> tables, String does) {
        try (KafkaTopics cluster = KafkaTopics.at(kafka())) {
            PrefixedTopics topics = new PrefixedTopics(prefix, cluster.names());
            List<String> missing = topics.missing(tables);
            if (!missing.isEmpty()) {
                throw Failure.askedWrongly("Cannot %s: there is no topic %s at %s. %s"
                        .formatted(does, String.join(", ", missing), bootstrapServers, topics.remedy()));
            }
        }
    }

    private KafkaSettings kafka() {
        return KafkaSettings.of(bootstrapServers, kafkaConfig);
    }

    @Override
    public Failure explain(String does, Throwable error) {
        boolean lost = Causes.of(error)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("failOnDataLoss"));
        return lost
                ? Failure.dataRejected(
                        "Cannot %s: records that the stream had not read are no longer in its topic, by retention or because the topic was made again (%s). Start it with a new --checkpoint, which reads what is there; what is gone can only come from the landing."
                                .formatted(does, Causes.firstLine(Causes.root(error))))
                : KafkaTopics.explain(does, bootstrapServers, error);
    }
}
