package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;

class BrokerTest {
    private static final TopicPartition PINS = new TopicPartition("0a1b.pin", 0);

    @TempDir
    Path folder;

    @Test
    void keepsRecordsAcrossARestartOnTheSamePort() throws Exception {
        try (Broker broker = Broker.start(folder)) {
            String address = broker.bootstrapServers();
            try (Admin admin = Admin.create(client(broker))) {
                admin.createTopics(List.of(new NewTopic(PINS.topic(), Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            produce(broker, PINS.topic(), "a 🦦");

            broker.stop();
            broker.start();

            assertThat(broker.bootstrapServers()).isEqualTo(address).startsWith("127.0.0.1:");
            assertThat(consumed(broker)).isEqualTo("a 🦦");
            assertThat(folder.resolve("broker.log")).content().contains("Kafka Server started");
        }
    }

    @Test
    void makesNoTopicUnasked() {
        try (Broker broker = Broker.start(folder)) {
            assertThatThrownBy(() -> produce(broker, "nobody.asked", "for this"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining("nobody.asked not present in metadata");
        }
    }

    @Test
    void whyItDoesNotStartIsSaidInItsOwnWords() throws Exception {
        try (ServerSocket taken = Ports.listener(0)) {
            assertThatThrownBy(() -> Broker.start(folder, taken.getLocalPort()))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.BROKEN))
                    .hasMessageStartingWith("Cannot start the broker: ")
                    .hasMessageContaining("Address already in use")
                    .hasMessageEndingWith(". Mend what they name, then start again.")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aProcessOfItsOwnLastsAsLongAsItsInput() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", lines.readLine()))) {
                assertThat(admin.describeCluster().nodes().get()).hasSize(1);
            }
            process.getOutputStream().close();
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Map<String, Object> client(Broker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", "1500");
    }

    private static void produce(Broker broker, String topic, String value) throws Exception {
        try (var producer = new KafkaProducer<>(client(broker), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static String consumed(Broker broker) {
        try (var consumer = new KafkaConsumer<>(client(broker), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PINS));
            consumer.seekToBeginning(List.of(PINS));
            return consumer.poll(Duration.ofSeconds(30)).iterator().next().value();
        }
    }
}
