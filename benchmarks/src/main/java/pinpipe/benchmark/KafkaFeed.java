package pinpipe.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import pinpipe.stack.Broker;

/** The embedded broker. */
final class KafkaFeed implements Feed {
    private final Broker broker;
    private final KafkaProducer<String, String> producer;

    KafkaFeed(Path folder) {
        this.broker = Broker.start(folder);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    @Override
    public void make(String prefix, int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            NewTopic topic = new NewTopic(prefix + ".pin", Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    @Override
    public void send(String prefix, List<String> values) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String value : values) {
            sent.add(producer.send(new ProducerRecord<>(prefix + ".pin", value)));
        }
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    @Override
    public List<String> options() {
        return List.of("--from=kafka", "--bootstrap-servers=" + address());
    }

    @Override
    public String address() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
