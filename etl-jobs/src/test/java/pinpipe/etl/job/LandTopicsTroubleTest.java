package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.io.FailingObjectStore;

@Tag("once")
class LandTopicsTroubleTest extends LandTopicsScene {
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
    void aTopicThatWasMadeAgainIsRejected() throws Exception {
        broker.send(pin, 0, rows("a", 0, 10));
        land();
        Map<String, byte[]> landed = landed();
        broker.delete(pin);
        broker.create(pin, PARTITIONS);
        broker.send(pin, 0, rows("b", 0, 3));

        Run run = land();

        assertThat(run.exit()).isEqualTo(Exit.DATA_REJECTED);
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
        Run rejected = land("--kafka-config", config.toString());
        assertThat(rejected.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(rejected.err())
                .startsWith("Cannot land topics: Kafka's client does not take its settings (")
                .doesNotContain("hush")
                .hasLineCount(1);

        Run missing = land("--kafka-config", folder.resolve("none.properties").toString());
        assertThat(missing.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(missing.err()).contains("none.properties: NoSuchFileException. Name a readable");
    }
}
