package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.etl.io.FailingObjectStore;
import pinpipe.etl.io.KafkaBroker;
import pinpipe.etl.io.Sessions;

class LandTopicsTest {
    private static final int PARTITIONS = 3;
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;
    private static SparkSession spark;

    @TempDir
    Path landing;

    private final String prefix = "0a1b%02d".formatted(PREFIXES.getAndIncrement());
    private final String pin = prefix + ".pin";

    private record Run(Exit exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.sql.shuffle.partitions", "2");
        broker = KafkaBroker.start(brokerFolder);
        spark = Sessions.open("test").spark(); // stays open: other tests of this process use it too
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

    @Test
    void everyRecordOfTheThreeTopicsLandsAtItsOffset() throws Exception {
        for (String table : List.of("pin", "geo", "user")) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                broker.send(prefix + "." + table, partition, rows(table + partition, 0, 25));
            }
        }

        Run run = land("--records-per-object", "10");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.out())
                .startsWith(pin + ": 75 records in 9 objects, ")
                .contains(" bytes, offsets by partition 0: 0-24, 1: 0-24, 2: 0-24\n" + prefix + ".geo: 75 records")
                .hasLineCount(3);
        Map<String, byte[]> landed = landed();
        assertThat(landed).hasSize(27);
        for (String table : List.of("pin", "geo", "user")) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String topic = prefix + "." + table;
                for (int first : List.of(0, 10, 20)) {
                    assertThat(landed)
                            .containsEntry(
                                    object(topic, partition, first),
                                    lines(rows(table + partition, first, Math.min(first + 10, 25))));
                }
            }
        }
    }

    @Test
    void runAgainItLandsNothingAndTouchesNothing() throws Exception {
        broker.send(pin, 1, rows("a", 0, 25));
        land("--records-per-object", "10");
        Map<String, byte[]> landed = landed();
        Map<String, Instant> written = written();

        Run again = land("--records-per-object", "10");

        assertThat(again.exit()).isEqualTo(Exit.DONE);
        assertThat(again.out())
                .isEqualTo("%1$s.pin: nothing new%n%1$s.geo: nothing new%n%1$s.user: nothing new%n".formatted(prefix));
        assertThat(landed()).containsExactlyEntriesOf(landed);
        assertThat(written()).isEqualTo(written);
    }

    @Test
    void newRecordsBeginAnObjectAfterThePartialOne() throws Exception {
        broker.send(pin, 0, rows("a", 0, 5));
        land("--records-per-object", "10");
        broker.send(pin, 0, rows("a", 5, 20));
        broker.send(pin, 2, rows("b", 0, 1));

        Run run = land("--records-per-object", "10");

        assertThat(run.out()).contains("16 records in 3 objects", "offsets by partition 0: 5-19, 2: 0-0");
        assertThat(landed())
                .containsOnlyKeys(object(pin, 0, 0), object(pin, 0, 5), object(pin, 0, 15), object(pin, 2, 0))
                .containsEntry(object(pin, 0, 0), lines(rows("a", 0, 5)))
                .containsEntry(object(pin, 0, 5), lines(rows("a", 5, 15)));
    }

    @Test
    void aRunThatWasKilledIsFinishedByTheNextWithTheSameObjects() throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            broker.send(pin, partition, rows("a" + partition, 0, 45));
        }
        land("--records-per-object", "10");
        Map<String, byte[]> undisturbed = landed();
        Files.delete(landing.resolve(object(pin, 0, 40)));
        for (int first : List.of(10, 20, 30, 40)) {
            Files.delete(landing.resolve(object(pin, 1, first)));
        }
        Files.writeString(landing.resolve(unfinished(object(pin, 1, 10))), "{\"index\":");

        land("--records-per-object", "10");

        assertThat(landed()).containsExactlyEntriesOf(undisturbed);
    }

    @Test
    void whereWritingFailsNoPartOfAnObjectIsSeenNorAnyLaterOne() throws Exception {
        broker.send(pin, 0, rows("a", 0, 45));
        FailingObjectStore.failAfter(2, spark);
        Run failed = landAt(FailingObjectStore.uri(landing), "--records-per-object", "10");

        assertThat(failed.exit()).isEqualTo(Exit.BROKEN);
        assertThat(failed.err())
                .startsWith("Cannot land topics: the disk is on fire")
                .hasLineCount(1);
        assertThat(landed()).containsOnlyKeys(object(pin, 0, 0), object(pin, 0, 10));

        FailingObjectStore.failAfter(100, spark);
        assertThat(landAt(FailingObjectStore.uri(landing), "--records-per-object", "10")
                        .out())
                .contains("25 records in 3 objects");
        assertThat(landed())
                .containsOnlyKeys(IntStream.of(0, 10, 20, 30, 40)
                        .mapToObj(first -> object(pin, 0, first))
                        .toArray(String[]::new))
                .containsEntry(object(pin, 0, 20), lines(rows("a", 20, 30)));
    }

    @Test
    void whatWasNotCommittedDoesNotLand() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.transactions(prefix)) {
            transaction(producer, rows("a", 0, 2)).commitTransaction(); // 0, 1, marker 2
            transaction(producer, rows("aborted", 3, 5)).abortTransaction(); // 3, 4, marker 5
            transaction(producer, rows("a", 6, 8)).commitTransaction(); // 6, 7, marker 8
            transaction(producer, rows("a", 9, 10)); // 9, still open

            assertThat(land().out()).contains("4 records in 2 objects", "offsets by partition 0: 0-7");
            Map<String, byte[]> landed = landed();
            assertThat(landed)
                    .containsOnlyKeys(object(pin, 0, 0), object(pin, 0, 6))
                    .containsEntry(object(pin, 0, 0), lines(rows("a", 0, 2)))
                    .containsEntry(object(pin, 0, 6), lines(rows("a", 6, 8)));
            assertThat(land().out()).contains(pin + ": nothing new");
            assertThat(landed()).containsExactlyEntriesOf(landed);

            producer.commitTransaction();
        }
        assertThat(land().out()).contains("1 records in 1 objects", "offsets by partition 0: 9-9");
        assertThat(landed()).containsEntry(object(pin, 0, 9), lines(rows("a", 9, 10)));
        assertThat(land().out()).contains(pin + ": nothing new");
    }

    @Test
    void everyValueStaysOneLine() throws Exception {
        byte[] noText = {'{', (byte) 0xff, '}'};
        broker.send(
                pin,
                0,
                Arrays.asList(
                        "{\"title\":\"Otters 🦦\"}".getBytes(UTF_8),
                        "{\n  \"index\": 1.0E-5\r\n}".getBytes(UTF_8),
                        "no json".getBytes(UTF_8),
                        "no json\nat \"all\"".getBytes(UTF_8),
                        null,
                        noText,
                        new byte[0],
                        "{\"index\":7}".getBytes(UTF_8)));

        land();

        assertThat(landed())
                .containsEntry(
                        object(pin, 0, 0),
                        lines(List.of(
                                "{\"title\":\"Otters 🦦\"}".getBytes(UTF_8),
                                "{\"index\":1.0E-5}".getBytes(UTF_8),
                                "no json".getBytes(UTF_8),
                                "\"no json\\nat \\\"all\\\"\"".getBytes(UTF_8),
                                "null".getBytes(UTF_8),
                                noText,
                                "\"\"".getBytes(UTF_8),
                                "{\"index\":7}".getBytes(UTF_8))));
        assertThat(land().out()).contains(pin + ": nothing new");
    }

    @Test
    void gzipObjectsHoldTheSameLinesAndAreTheSameEachTime() throws Exception {
        broker.send(pin, 0, rows("a", 0, 15));
        land("--gzip", "--records-per-object", "10");
        Map<String, byte[]> first = landed();
        String second = object(pin, 0, 10) + ".gz";
        assertThat(first).containsOnlyKeys(object(pin, 0, 0) + ".gz", second);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(first.get(second))).readAllBytes())
                .isEqualTo(lines(rows("a", 10, 15)));

        Files.delete(landing.resolve(second));
        land("--gzip", "--records-per-object", "10");
        assertThat(landed()).containsExactlyEntriesOf(first);

        broker.send(pin, 0, rows("a", 15, 16));
        land();
        assertThat(landed()).containsEntry(object(pin, 0, 15), lines(rows("a", 15, 16)));
    }

    @Test
    void recordsThatRetentionDeletedFirstAreWarnedOf() throws Exception {
        broker.send(pin, 0, rows("a", 0, 10));
        land();
        broker.send(pin, 0, rows("a", 10, 20));
        broker.deleteBelow(pin, 0, 15);

        Run run = land();

        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.err())
                .startsWith("Warning: " + pin + ": records lost: offsets 10 to 14 of partition 0 were deleted")
                .hasLineCount(1);
        assertThat(landed())
                .containsOnlyKeys(object(pin, 0, 0), object(pin, 0, 15))
                .containsEntry(object(pin, 0, 15), lines(rows("a", 15, 20)));
    }

    @Test
    void aTopicThatWasMadeAgainIsRefused() throws Exception {
        broker.send(pin, 0, rows("a", 0, 10));
        land();
        Map<String, byte[]> landed = landed();
        broker.delete(pin);
        broker.create(pin, PARTITIONS);
        broker.send(pin, 0, rows("b", 0, 3));

        Run run = land();

        assertThat(run.exit()).isEqualTo(Exit.DATA_REFUSED);
        assertThat(run.err())
                .startsWith("Cannot land " + pin + ": partition 0 has landed up to offset 10, but the topic ends at 3,")
                .hasLineCount(1);
        assertThat(landed()).containsExactlyEntriesOf(landed);
    }

    @Test
    void aMissingTopicIsWarnedOfAndTheOthersLand() throws Exception {
        broker.delete(prefix + ".geo");
        broker.send(pin, 0, rows("a", 0, 3));

        Run run = land();

        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.err()).isEqualTo("Warning: %s.geo: there is no such topic yet%n".formatted(prefix));
        assertThat(run.out()).contains(pin + ": 3 records").doesNotContain(".geo");
    }

    @Test
    void withoutAnyOfTheTopicsTheNearestOnesAreNamed() {
        Run run = run("--bootstrap-servers", broker.address(), "--prefix", prefix + "f", "--landing", "" + landing);

        assertThat(run.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(run.err())
                .startsWith("Cannot land topics: none of %1$sf.pin, %1$sf.geo, %1$sf.user is at ".formatted(prefix))
                .contains("It has %1$s.geo, %1$s.pin, %1$s.user".formatted(prefix))
                .hasLineCount(1);
    }

    @Test
    void aBrokerThatIsDownIsOneSentenceInTime() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Instant start = Instant.now();

        Run run = run("--bootstrap-servers", "127.0.0.1:" + port, "--prefix", prefix, "--landing", "" + landing);

        assertThat(run.exit()).isEqualTo(Exit.BROKEN);
        assertThat(run.err())
                .startsWith("Cannot land topics: no answer from a Kafka broker at 127.0.0.1:" + port)
                .endsWith(", then try again.\n")
                .hasLineCount(1);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void theKafkaConfigReachesBothOfItsClients(@TempDir Path folder) throws Exception {
        Path config =
                Files.writeString(folder.resolve("client.properties"), "client.id=lander\nfetch.max.bytes=1000\n");
        broker.send(pin, 0, rows("a", 0, 3));
        assertThat(land("--kafka-config", config.toString()).out()).contains("3 records");

        Files.writeString(config, "security.protocol=NONSENSE\nsasl.jaas.config=hush\n");
        Run refused = land("--kafka-config", config.toString());
        assertThat(refused.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(refused.err())
                .startsWith("Cannot land topics: Kafka's client does not take its settings (")
                .doesNotContain("hush")
                .hasLineCount(1);

        Run missing = land("--kafka-config", folder.resolve("none.properties").toString());
        assertThat(missing.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(missing.err()).contains("none.properties: NoSuchFileException. Name a readable");
    }

    private KafkaProducer<byte[], byte[]> transaction(KafkaProducer<byte[], byte[]> producer, List<byte[]> values) {
        producer.beginTransaction();
        values.forEach(value -> producer.send(new ProducerRecord<>(pin, 0, null, value)));
        producer.flush(); // else an abort would never send them
        return producer;
    }

    private Run land(String... more) {
        return landAt(landing.toString(), more);
    }

    private Run landAt(String uri, String... more) {
        List<String> args =
                new ArrayList<>(List.of("--bootstrap-servers", broker.address(), "--prefix", prefix, "--landing", uri));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private static Run run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream outStream = new PrintStream(out, true, UTF_8);
                PrintStream errStream = new PrintStream(err, true, UTF_8)) {
            Exit exit = new Console(outStream, errStream).run(new LandTopics(outStream, errStream), args);
            return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
        }
    }

    private static List<byte[]> rows(String name, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index ->
                        "{\"index\":%d,\"title\":\"%s\"}".formatted(index, name).getBytes(UTF_8))
                .toList();
    }

    private static byte[] lines(List<byte[]> rows) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            lines.writeBytes(row);
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static String object(String topic, int partition, int first) {
        return "topics/%1$s/partition=%2$d/%1$s+%2$d+%3$010d.json".formatted(topic, partition, first);
    }

    private static String unfinished(String object) {
        int name = object.lastIndexOf('/') + 1;
        return object.substring(0, name) + "." + object.substring(name) + ".unfinished";
    }

    private Map<String, byte[]> landed() throws IOException {
        Map<String, byte[]> landed = new TreeMap<>();
        for (Path file : files()) {
            landed.put(landing.relativize(file).toString(), Files.readAllBytes(file));
        }
        return landed;
    }

    private Map<String, Instant> written() throws IOException {
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
