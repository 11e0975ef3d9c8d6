package pinpipe.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/** A Kafka broker within this process, its own controller, alone in its cluster. It makes no topic unasked. */
public final class Broker implements AutoCloseable {
    private static final int START_LIMIT_SECONDS = 180;

    private final Path folder;
    private final Properties properties = new Properties();
    private final String address;
    private KafkaRaftServer server;
    private LogFile log;

    private Broker(Path folder, int port) {
        this.folder = folder;
        this.address = Ports.HOST + ":" + port;
        properties.putAll(settings(folder, address, Ports.HOST + ":" + Ports.free()));
    }

    /**
     * Makes a new broker with its files in this folder and starts it on a free port.
     *
     * @throws Failure if it does not start, with what it says itself
     */
    public static Broker start(Path folder) {
        return start(folder, Ports.free());
    }

    static Broker start(Path folder, int port) {
        Broker broker = new Broker(folder.toAbsolutePath(), port);
        broker.startWith(broker::format);
        return broker;
    }

    /** Starts a stopped broker again: same topics, same records, same port. */
    public void start() {
        startWith(() -> {});
    }

    private void startWith(Preparation preparation) {
        try {
            Files.createDirectories(folder);
            log = new LogFile(logPath(), "kafka", "org.apache.kafka", "state", "com.yammer");
            preparation.run();
            server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            server.startup();
            awaitReady();
        } catch (Exception | LinkageError e) {
            stop();
            throw failed(e);
        }
    }

    /** Stops the broker; topics and records stay, and {@link #start()} brings it back. */
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
        if (log != null) {
            log.close();
            log = null;
        }
    }

    /** Stops the broker for good; its files stay in the folder. */
    @Override
    public void close() {
        stop();
    }

    /** Where clients begin, as {@code host:port}. */
    public String bootstrapServers() {
        return address;
    }

    private static Map<String, String> settings(Path folder, String address, String controller) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://%s,CONTROLLER://%s".formatted(address, controller)),
                Map.entry("advertised.listeners", "PLAINTEXT://" + address),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", folder.resolve("data").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                // Topics of the broker's own: a cluster of one has one copy, and few clients need few partitions.
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // 128 MB of this process's heap otherwise.
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));
    }

    private void format() throws IOException {
        Path file = folder.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
        String[] arguments = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new IOException(said.toString(StandardCharsets.UTF_8).strip().replace("\n", " | "));
        }
    }

    private void awaitReady() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Object> client = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address);
        try (Admin admin = Admin.create(client)) {
            admin.describeCluster().controller().get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Path logPath() {
        return folder.resolve("broker.log");
    }

    private Failure failed(Throwable error) {
        return Failure.broken(
                "Cannot start the broker: %s; the last lines of its log: %s. Mend what they name, then start again."
                        .formatted(Causes.firstLine(Causes.root(error)), LogTail.of(logPath())),
                error);
    }

    /** What comes before the first start only. */
    @FunctionalInterface
    private interface Preparation {
        void run() throws IOException;
    }
}
