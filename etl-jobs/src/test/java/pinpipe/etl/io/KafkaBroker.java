package pinpipe.etl.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pinpipe.etl.LocalStackProcess;

/** The local stack's Kafka broker, in a process of its own: its Scala is not Spark's. */
public final class KafkaBroker implements AutoCloseable {
    private final LocalStackProcess process;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    private KafkaBroker(LocalStackProcess process) {
        this.process = process;
        this.admin = Admin.create(Map.of("bootstrap.servers", process.address()));
        this.producer = producer(Map.of());
    }

    /** Starts a broker with its files in this folder. */
    public static KafkaBroker start(Path folder) throws IOException {
        return new KafkaBroker(LocalStackProcess.start("BrokerProcess", "256m", folder));
    }

    /** Where clients begin. */
    public String address() {
        return process.address();
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

    /** Sends a record that says that what has this key is gone. */
    public void sendDeletion(String topic, int partition, String key) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), null))
                .get();
    }

    /** Sends these values to a partition, one after the other, and fails if one of them does not arrive. */
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
        settings.put("bootstrap.servers", process.address());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Stops the broker. */
    @Override
    public void close() throws IOException {
        producer.close();
        admin.close();
        process.close();
    }
}
