package pinpipe.etl.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The local stack's Kafka broker, in a process of its own: its Scala is not Spark's. The build of the module
 * local-stack, which comes before this one, leaves the class path to start it with.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Path LOCAL_STACK = Path.of(System.getProperty("basedir", ""), "..", "local-stack", "target");

    private final Process process;
    private final String address;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    private KafkaBroker(Process process, String address) {
        this.process = process;
        this.address = address;
        this.admin = Admin.create(Map.of("bootstrap.servers", address));
        this.producer = producer(Map.of());
    }

    /** Starts a broker with its files in this folder. */
    public static KafkaBroker start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath(),
                        "pinpipe.stack.BrokerProcess",
                        folder.toString())
                .redirectError(folder.resolve("process.log").toFile())
                .start();
        String address = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (address == null) {
            throw new IOException("the broker did not start: " + Files.readString(folder.resolve("process.log")));
        }
        return new KafkaBroker(process, address);
    }

    private static String classPath() throws IOException {
        try (Stream<Path> built = Files.list(LOCAL_STACK)) {
            Path jar = built.filter(file -> file.getFileName().toString().matches("pinpipe-local-stack-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no jar in " + LOCAL_STACK + ": build local-stack"));
            return jar + File.pathSeparator + Files.readString(LOCAL_STACK.resolve("class-path"));
        }
    }

    /** Where clients begin. */
    public String address() {
        return address;
    }

    /**
     * Makes a topic, and returns when its partitions take records. A topic is listed a moment before they do; of two
     * batches sent in that moment the broker can turn the first away and take the second, and then never takes the first.
     */
    public void create(String topic, int partitions) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
        await(topic, true);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        admin.listOffsets(ends).all().get(); // only a partition's leader answers
    }

    /** Deletes a topic, and returns when clients are told of it no more. */
    public void delete(String topic) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(topic)).all().get();
        await(topic, false);
    }

    /** The controller answers first; the broker's own view of the topics follows a moment later. */
    private void await(String topic, boolean there) throws ExecutionException, InterruptedException {
        while (admin.listTopics().names().get().contains(topic) != there) {
            Thread.onSpinWait();
        }
    }

    /** Deletes the records of a partition below an offset, as retention does. */
    public void deleteBelow(String topic, int partition, long offset) throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Sends these values to a partition, one after the other, and fails if one of them does not arrive. */
    /** Sends a record that says that what has this key is gone. */
    public void sendDeletion(String topic, int partition, String key) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), null))
                .get();
    }

    public void send(String topic, int partition, List<byte[]> values) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (byte[] value : values) {
            sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** A producer that uses transactions, which somebody must close. */
    public KafkaProducer<byte[], byte[]> transactions(String id) {
        KafkaProducer<byte[], byte[]> transactions = producer(Map.of("transactional.id", id));
        transactions.initTransactions();
        return transactions;
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", address);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Stops the broker: it lives as long as its standard input is open. */
    @Override
    public void close() throws IOException {
        producer.close();
        admin.close();
        process.getOutputStream().close();
        process.onExit().join();
    }
}
