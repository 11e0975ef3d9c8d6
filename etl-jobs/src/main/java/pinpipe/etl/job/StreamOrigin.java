package pinpipe.etl.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.flow.Table;
import pinpipe.etl.io.KafkaSettings;
import pinpipe.etl.io.KafkaStream;
import pinpipe.etl.io.KafkaTopics;
import pinpipe.etl.io.StreamSource;

/** Where a stream's records come from: options of {@code stream}. */
final class StreamOrigin {
    enum From {
        KAFKA
    }

    @Option(names = "--from", required = true, paramLabel = "SOURCE", description = "kafka.")
    private From from;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where Kafka is; several with commas between.")
    private String bootstrapServers;

    @Option(
            names = "--prefix",
            required = true,
            paramLabel = "UID",
            description = "The prefix of the topics, as in UID.pin.")
    private String prefix;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of Kafka's client, such as its security.")
    private Path kafkaConfig;

    @Option(
            names = "--records-per-batch",
            paramLabel = "N",
            defaultValue = "100000",
            description = "The most records in a batch. Default: 100000.")
    private long recordsPerBatch;

    /** What is wrong with the options, as whole phrases. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (recordsPerBatch < 1) {
            problems.add("--records-per-batch must be at least 1, was " + recordsPerBatch);
        }
        return problems;
    }

    /** The source. */
    StreamSource source() {
        return switch (from) {
            case KAFKA -> new KafkaStream(kafka(), recordsPerBatch);
        };
    }

    /** The topic whose records become rows of this table. */
    String topic(Table table) {
        return prefix + "." + table.name();
    }

    /** Stops with a sentence unless the topics of all these tables are there: a stream waits for records, not for topics. */
    void mustHave(List<Table> tables, String does) {
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

    /** The sentence for an error of the source; null if it is none. */
    Failure explain(String does, Throwable error) {
        boolean lost = Causes.of(error)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("failOnDataLoss"));
        return lost
                ? Failure.dataRefused(
                        "Cannot %s: records that the stream had not read are no longer in its topic, by retention or because the topic was made again (%s). Start it with a new --checkpoint, which reads what is there; what is gone can only come from the landing."
                                .formatted(does, Causes.firstLine(Causes.root(error))))
                : KafkaTopics.explain(does, bootstrapServers, error);
    }
}
