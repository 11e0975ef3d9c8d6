package pinpipe.etl.job;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import pinpipe.cli.Command;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.etl.io.KafkaSettings;
import pinpipe.etl.io.KafkaTopics;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.topic.LandedPartition;
import pinpipe.etl.landing.topic.ObjectShape;
import pinpipe.etl.landing.topic.OffsetRange;
import pinpipe.etl.landing.topic.TopicLanding;
import pinpipe.tables.TableCatalog;

/** Lands the new records of the three topics as JSON objects. Run again, it goes on where the landed objects end. */
@picocli.CommandLine.Command(
        name = "land",
        description = "Lands the new records of the topics UID.pin, UID.geo and UID.user as JSON objects.",
        sortOptions = false)
public final class LandTopics implements Command {
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
            names = "--landing",
            required = true,
            paramLabel = "URI",
            description = "The folder that holds topics/, or will hold it.")
    private String landing;

    @Option(
            names = "--records-per-object",
            paramLabel = "N",
            defaultValue = "10000",
            description = "The most records in an object, which 64 MiB end earlier. Default: 10000.")
    private int recordsPerObject;

    @Option(names = "--gzip", description = "Compress the objects: .json.gz.")
    private boolean gzip;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of Kafka's client, such as its security.")
    private Path kafkaConfig;

    private final PrintStream out;
    private final PrintStream err;

    /** A command that tells what it does on these streams. */
    public LandTopics(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Lands topics; see {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new LandTopics(System.out, System.err), args);
    }

    @Override
    public String does() {
        return "land topics";
    }

    @Override
    public List<String> problems() {
        return recordsPerObject > 0
                ? List.of()
                : List.of("--records-per-object must be at least 1, was " + recordsPerObject);
    }

    @Override
    public void run() throws IOException {
        KafkaSettings kafka = KafkaSettings.of(bootstrapServers, kafkaConfig);
        try (KafkaTopics cluster = KafkaTopics.at(kafka)) {
            List<String> topics = topics(cluster.names());
            try (Sessions session = Sessions.open("pinpipe " + does())) {
                TopicLanding topicLanding = new TopicLanding(session.spark(), landing);
                List<OffsetRange> plan = topicLanding.plan(cluster.offsets(topics));
                plan.stream().filter(range -> range.lost() > 0).forEach(range -> warn(range.told()));
                List<LandedPartition> landed = topicLanding.land(plan, kafka, new ObjectShape(recordsPerObject, gzip));
                topics.forEach(topic -> out.println(LandedPartition.told(topic, landed)));
            }
        }
    }

    /** Those of the three topics that are there. */
    private List<String> topics(Set<String> there) {
        PrefixedTopics topics = new PrefixedTopics(prefix, there);
        List<String> wanted = TableCatalog.all().stream().map(topics::of).toList();
        List<String> missing = topics.missing(TableCatalog.all());
        if (missing.equals(wanted)) {
            throw Failure.askedWrongly("Cannot land topics: none of %s is at %s. %s"
                    .formatted(String.join(", ", wanted), bootstrapServers, topics.remedy()));
        }
        missing.forEach(topic -> warn("%s: there is no such topic yet".formatted(topic)));
        return wanted.stream().filter(there::contains).toList();
    }

    private void warn(String what) {
        err.println("Warning: " + what);
    }

    @Override
    public Failure explain(Throwable error) {
        Failure kafka = KafkaTopics.explain(does(), bootstrapServers, error);
        Failure store = Store.explain(does(), error);
        return kafka != null ? kafka : store != null ? store : Command.super.explain(error);
    }
}
