package pinpipe.producer.gateway;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pinpipe.cli.Causes;
import pinpipe.cli.Command;
import pinpipe.cli.Failure;
import pinpipe.cli.Secret;
import pinpipe.producer.aws.AwsAccess;
import pinpipe.producer.aws.AwsOptions;
import pinpipe.producer.kafka.KafkaFailures;
import pinpipe.producer.kafka.KafkaOptions;
import pinpipe.producer.kafka.KafkaSettings;
import pinpipe.producer.kafka.Topics;
import pinpipe.producer.process.Logs;
import pinpipe.producer.process.Stop;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** {@code gateway}: a REST front door to Kafka. */
@CommandLine.Command(
        name = "gateway",
        description = "Serves the produce calls of a Kafka REST proxy (v2) and of a Kinesis gateway, and puts their"
                + " records on Kafka topics, or into Kinesis. Keys that let clients in: PINPIPE_GATEWAY_KEYS in the environment, with"
                + " commas between.",
        sortOptions = false)
final class GatewayCommand implements Command {
    private static final String KEYS = "PINPIPE_GATEWAY_KEYS";
    private static final String KEYSTORE_PASSWORD = "PINPIPE_TLS_KEYSTORE_PASSWORD";
    private static final Duration BODY_TIME = Duration.ofSeconds(30);

    private enum StreamsTo {
        TOPICS,
        KINESIS
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8082",
            description = "Where it listens (${DEFAULT-VALUE}); 0 for any port that is free.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address that it listens on (${DEFAULT-VALUE}). Another than this machine's own needs keys"
                            + " or TLS.")
    private String host;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--create-topics", description = "Make a topic that is missing; unless given, it is refused.")
    private boolean createTopics;

    @Option(
            names = "--stream",
            paramLabel = "NAME=TOPIC",
            description = "The topic for a Kinesis stream's records; may be given often. Without it"
                    + " streaming-UID-pin goes to UID.pin.")
    private Map<String, String> streams = new TreeMap<>();

    @Option(
            names = "--streams-to",
            paramLabel = "topics|kinesis",
            defaultValue = "topics",
            description = "Where a Kinesis stream's records go: to a topic, or to the stream of that name in Kinesis"
                    + " itself (${DEFAULT-VALUE}).")
    private StreamsTo streamsTo;

    @Mixin
    private AwsOptions aws;

    @Option(
            names = "--body-limit",
            paramLabel = "BYTES",
            defaultValue = "1048576",
            description = "The most bytes of a request's body (${DEFAULT-VALUE}).")
    private int bodyLimit;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "The most records that Kafka has not acknowledged yet (${DEFAULT-VALUE}); what comes besides is"
                            + " told to come again.")
    private int inFlight;

    @Option(
            names = "--acknowledge-timeout",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long Kafka or Kinesis may take to acknowledge a record (${DEFAULT-VALUE}), at most 25.")
    private int acknowledgeTimeout;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description =
                    "Serve HTTPS with the key in this PKCS12 file, whose password is PINPIPE_TLS_KEYSTORE_PASSWORD"
                            + " in the environment.")
    private Path tlsKeystore;

    @Option(names = "--insecure", description = "Let anybody in who reaches --host.")
    private boolean insecure;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    @Override
    public String does() {
        return "serve";
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        kafka.require(problems);
        kafka.check(problems);
        aws.check(problems);
        if (streamsTo == StreamsTo.KINESIS && !streams.isEmpty()) {
            problems.add("--stream belongs to --streams-to topics");
        }
        between("--port", port, 0, 65_535, problems);
        between("--body-limit", bodyLimit, 1, 64 << 20, problems);
        between("--in-flight", inFlight, 1, Integer.MAX_VALUE, problems);
        between("--acknowledge-timeout", acknowledgeTimeout, 1, 25, problems);
        if (tlsKeystore != null && !Files.isReadable(tlsKeystore)) {
            problems.add("--tls-keystore must be a file that can be read, was " + tlsKeystore);
        }
        if (tlsKeystore != null && Secret.inEnvironment(KEYSTORE_PASSWORD).isEmpty()) {
            problems.add(KEYSTORE_PASSWORD + " is missing in the environment");
        }
        if (!isOwn(host) && tlsKeystore == null && !insecure && keys().isEmpty()) {
            problems.add("--host %s is open to others and needs %s in the environment, --tls-keystore, or --insecure"
                    .formatted(host, KEYS));
        }
        return problems;
    }

    @Override
    public void run() {
        Logs.show(Boolean.TRUE.equals(spec.findOption("--verbose").getValue()));
        try (Stop stop = Stop.onSignal()) {
            GatewayServer server = GatewayServer.start(settings(), err::println);
            try {
                out.println("Serving on %s. Ctrl-C stops it.".formatted(server.address()));
                stop.await();
            } finally {
                server.close();
            }
            out.println("Stopped: %s.".formatted(server.summary()));
        }
    }

    @Override
    public Failure explain(Throwable error) {
        return Causes.root(error) instanceof KafkaException
                ? new KafkaFailures(kafka.settings().servers()).opening(error)
                : Command.super.explain(error);
    }

    private GatewaySettings settings() {
        KafkaSettings connection = kafka.settings();
        Topics topics = kafka.topics(connection, out::println);
        Consumer<String> maker = name -> topics.make(List.of(name));
        return new GatewaySettings(
                host,
                port,
                keys(),
                Optional.ofNullable(tlsKeystore)
                        .map(file -> new GatewaySettings.Keystore(
                                file, Secret.inEnvironment(KEYSTORE_PASSWORD).orElseThrow())),
                bodyLimit,
                BODY_TIME,
                inFlight,
                Duration.ofSeconds(acknowledgeTimeout),
                new StreamTopics(streams),
                streamsTo == StreamsTo.KINESIS ? Optional.of(kinesis()) : Optional.empty(),
                connection,
                createTopics ? Optional.of(maker) : Optional.empty());
    }

    private KinesisClient kinesis() {
        AwsAccess.require(AwsAccess.credentials(), "serve streams of Kinesis");
        return aws.access()
                .kinesis(
                        aws.access().requireRegion("serve streams of Kinesis"), Duration.ofSeconds(acknowledgeTimeout));
    }

    private static List<String> keys() {
        return Secret.inEnvironment(KEYS).stream()
                .flatMap(keys -> Arrays.stream(keys.reveal().split(",", -1)))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private static boolean isOwn(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void between(String option, int given, int least, int most, List<String> problems) {
        if (given < least || given > most) {
            problems.add("%s must lie between %d and %d, was %d".formatted(option, least, most, given));
        }
    }
}
