package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;
import pinpipe.stack.SourceTables;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.SourceTable;

/**
 * A snapshot of invented pins against Kafka's own {@code kafka-producer-perf-test} on the same broker, with the same records
 * and settings, against a plain JDBC read of the same table, and against both of these side by side: what reading and
 * sending take on these cores if nothing has to be done between them. It counts only if every row arrived.
 *
 * @param rows how many pins
 * @param heap of each rival, as {@code -Xmx} says it
 * @param folder an empty one, for the servers
 */
record SnapshotBenchmark(int rows, String heap, Path folder) {
    private static final String TOPIC = "bench.pin";
    private static final String RIVALS_TOPIC = "bench.perf";
    private static final int SAMPLE = 20_000;

    /** The figures of so many rounds, as Markdown. */
    String run(int rounds) throws IOException, InterruptedException, ExecutionException {
        try (Database database = Database.start(folder.resolve("database"));
                Broker broker = Broker.start(folder.resolve("broker"))) {
            InventedPosts posts = new InventedPosts(1, rows);
            SourceTables.fill(database, table -> table == SourceTable.PIN ? posts.of(table) : Stream.empty());
            System.err.printf(Locale.ROOT, "%,d pins are in the database.%n", rows);
            Rival ours = ours(database, broker);
            Measured.of(ours); // warms the database, and its topic is what is counted and what the rival's records are
            Copied copied = mustHoldEveryRow(broker);
            Rival sending = perfTest(broker, copied);
            Rival reading = plainRead(database);
            Rival both = Rival.atOnce("the two others at once", sending, reading);
            Contest contest = new Contest(rows, List.of(ours, sending, reading, both));
            for (int round = 0; round < rounds; round++) {
                contest.round();
            }
            return contest.table() + verdict(contest, copied);
        }
    }

    private Rival ours(Database database, Broker broker) throws IOException {
        Path credentials = Files.createFile(
                folder.resolve("db_creds.yaml"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                credentials,
                "HOST: %s\nPORT: %d\nUSER: %s\nPASSWORD: '%s'\nDATABASE: %s\n"
                        .formatted(
                                database.host(),
                                database.port(),
                                database.user(),
                                database.password(),
                                database.name()));
        List<String> options = List.of(
                "--credentials=" + credentials,
                "--to=kafka",
                "--bootstrap-servers=" + broker.bootstrapServers(),
                "--prefix=bench",
                "--mode=snapshot",
                "--tables=" + SourceTable.PIN.tableName());
        return Rival.java("pinpipe produce", heap, "pinpipe.producer.Produce", options);
    }

    private Copied mustHoldEveryRow(Broker broker) {
        Copied copied = Copied.of(broker.bootstrapServers(), TOPIC, SAMPLE);
        if (copied.records() != rows || copied.keys() != rows) {
            throw new IllegalStateException("Cannot measure the snapshot: of %d rows %d records of %d keys arrived."
                    .formatted(rows, copied.records(), copied.keys()));
        }
        return copied;
    }

    /** With values that our topic holds, since random bytes would not pack, and with the settings that we have. */
    private Rival perfTest(Broker broker, Copied copied) throws IOException, InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic topic = new NewTopic(RIVALS_TOPIC, Optional.of(copied.partitions()), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        }
        Path values = Files.write(folder.resolve("values"), copied.sample());
        String settings = "bootstrap.servers=" + broker.bootstrapServers()
                + " acks=all enable.idempotence=true compression.type=lz4 batch.size=262144 linger.ms=20";
        String arguments = "--topic %s --num-records %d --payload-file %s --throughput -1 --producer-props %s"
                .formatted(RIVALS_TOPIC, rows, values, settings);
        return Rival.java(
                "kafka-producer-perf-test",
                heap,
                "org.apache.kafka.tools.ProducerPerformance",
                List.of(arguments.split(" ")));
    }

    private Rival plainRead(Database database) {
        List<String> arguments = List.of(database.jdbcUrl(), database.user(), SourceTable.PIN.tableName());
        return Rival.java("plain JDBC read", heap, PlainRead.class.getName(), arguments)
                .with(PlainRead.PASSWORD, database.password());
    }

    private String verdict(Contest contest, Copied copied) {
        List<Rival> rivals = contest.rivals();
        double goal = 0.8 * Math.min(contest.rate(rivals.get(1)), contest.rate(rivals.get(2)));
        return String.format(
                Locale.ROOT,
                "%n%,d pins of %d bytes, -Xmx%s. Goal: %,.0f records/s, 80 %% of the slower of the other two. %s%n",
                rows,
                copied.bytes() / rows,
                heap,
                goal,
                contest.rate(rivals.get(0)) >= goal ? "Reached." : "Not reached.");
    }
}
