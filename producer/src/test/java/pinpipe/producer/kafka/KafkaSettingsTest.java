package pinpipe.producer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
    @TempDir
    Path folder;

    @Test
    void aDeliveryIsSureWhateverTheFileSays() throws IOException {
        KafkaSettings settings = KafkaSettings.of("h:9092", file("acks=-1\nlinger.ms=5\n"));

        assertThat(settings.forProducer())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("linger.ms", "5")
                .containsEntry("compression.type", "lz4");
    }

    @Test
    void aFileThatWouldMakeDeliveryUnsureIsRefused() throws IOException {
        Path file = file("acks=1\n");

        assertThatThrownBy(() -> KafkaSettings.of("h:9092", file))
                .hasMessageEndingWith("acks=1 would count rows as delivered that may be lost. Take it out.");
    }

    @Test
    void theServersMayStandInTheFileAndTheOptionBeatsIt() throws IOException {
        Path file = file("bootstrap.servers=file:1\nsecurity.protocol=SSL\n");

        assertThat(KafkaSettings.of(null, file).servers()).isEqualTo("file:1");
        assertThat(KafkaSettings.of("option:2", file).servers()).isEqualTo("option:2");
        assertThat(KafkaSettings.of("option:2", file).forAdmin())
                .containsEntry("bootstrap.servers", "option:2")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void withoutServersOrWithoutTheFileNothingIsTried() throws IOException {
        Path none = folder.resolve("none");
        Path empty = file("");

        assertThatThrownBy(() -> KafkaSettings.of(null, empty))
                .hasMessageContaining("--bootstrap-servers is not given");
        assertThatThrownBy(() -> KafkaSettings.of("h:1", none))
                .hasMessageContaining("none: it cannot be read as a properties file (NoSuchFileException)");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("kafka.properties"), text);
    }
}
