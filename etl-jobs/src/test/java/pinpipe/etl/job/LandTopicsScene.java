package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.io.KafkaBroker;

/** Three topics of its own for each test, a landing, and the command that is called as a user calls it. */
abstract class LandTopicsScene {
    static final int PARTITIONS = 3;
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    @TempDir
    static Path brokerFolder;

    static KafkaBroker broker;
    static SparkSession spark;

    @TempDir
    Path landing;

    final String prefix = "0a1b%02d".formatted(PREFIXES.getAndIncrement());
    final String pin = prefix + ".pin";

    /** What a call of the command left. */
    record Run(Exit exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        broker = KafkaBroker.start(brokerFolder);
        spark = LocalSpark.spark();
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @BeforeEach
    void makeTopics() throws Exception {
        for (String table : List.of("pin", "geo", "user")) {
            broker.create(prefix + "." + table, PARTITIONS);
        }
    }

    Run land(String... more) {
        return landAt(landing.toString(), more);
    }

    Run landAt(String uri, String... more) {
        List<String> args =
                new ArrayList<>(List.of("--bootstrap-servers", broker.address(), "--prefix", prefix, "--landing", uri));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    static Run run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream outStream = new PrintStream(out, true, UTF_8);
                PrintStream errStream = new PrintStream(err, true, UTF_8)) {
            Exit exit = new Console(outStream, errStream).run(new LandTopics(outStream, errStream), args);
            return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
        }
    }

    static List<byte[]> rows(String name, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index ->
                        "{\"index\":%d,\"title\":\"%s\"}".formatted(index, name).getBytes(UTF_8))
                .toList();
    }

    static byte[] lines(List<byte[]> rows) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            lines.writeBytes(row);
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    static String object(String topic, int partition, int first) {
        return "topics/%1$s/partition=%2$d/%1$s+%2$d+%3$010d.json".formatted(topic, partition, first);
    }

    static String unfinished(String object) {
        int name = object.lastIndexOf('/') + 1;
        return object.substring(0, name) + "." + object.substring(name) + ".unfinished";
    }

    Map<String, byte[]> landed() throws IOException {
        Map<String, byte[]> landed = new TreeMap<>();
        for (Path file : files()) {
            landed.put(landing.relativize(file).toString(), Files.readAllBytes(file));
        }
        return landed;
    }

    Map<String, Instant> written() throws IOException {
        Map<String, Instant> written = new TreeMap<>();
        for (Path file : files()) {
            written.put(file.toString(), Files.getLastModifiedTime(file).toInstant());
        }
        return written;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(landing)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
