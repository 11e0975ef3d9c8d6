package pinpipe.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.scene.Topic;
import pinpipe.stack.Broker;

/** The gateway as a process of its own, called as the launcher calls it. */
@ExtendWith(Servers.class)
@Timeout(120)
class GatewayProcessTest {
    private static final int CLIENTS = 4;

    private final Broker broker;
    private final String topic = UUID.randomUUID().toString().substring(24) + ".pin";
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final CountDownLatch underLoad = new CountDownLatch(300);

    GatewayProcessTest(Broker broker) {
        this.broker = broker;
    }

    @Test
    void asTheProcessIsToldToEndUnderLoadNothingAcknowledgedIsLost() throws Exception {
        Process process = start("--port", "0", "--create-topics");
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            String address =
                    lines.readLine().replaceFirst("Serving on (http://127.0.0.1:\\d+). Ctrl-C stops it.", "$1");
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String name = "c" + client + "-";
                Thread thread = new Thread(() -> post(URI.create(address + "/topics/" + topic), name));
                thread.start();
                clients.add(thread);
            }
            underLoad.await();
            process.toHandle().destroy();
            for (Thread client : clients) {
                client.join();
            }

            assertThat(process.waitFor()).isEqualTo(128 + 15);
            Set<String> held = new Topic(broker, topic)
                    .messages().stream().map(Topic.Message::value).collect(Collectors.toSet());
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(300).isSubsetOf(held);
            assertThat(lines.lines().toList())
                    .contains("Stopped: %,d records acknowledged, 0 not.".formatted(held.size()));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatIsOpenToOthersNeedsAKeyOrAWord() throws Exception {
        Process process = start("--host", "0.0.0.0", "--port", "70000", "--body-limit", "0");

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo(
                        "Cannot serve: --port must lie between 0 and 65535, was 70000; --body-limit must lie between 1"
                                + " and 67108864, was 0; --host 0.0.0.0 is open to others and needs PINPIPE_GATEWAY_KEYS in the"
                                + " environment, --tls-keystore, or --insecure. See `gateway --help`.\n");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "pinpipe.producer.gateway.Gateway",
                "--bootstrap-servers",
                broker.bootstrapServers()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Posts one record after the other until it is not served any more. */
    private void post(URI uri, String name) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; ; i++) {
            String value = "\"" + name + i + "\"";
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", RunningGateway.V2)
                    .timeout(Duration.ofSeconds(20))
                    .POST(BodyPublishers.ofString("{\"records\":[{\"value\":%s}]}".formatted(value)))
                    .build();
            try {
                int status = client.send(request, BodyHandlers.ofString()).statusCode();
                if (status != 200) {
                    assertThat(status).isEqualTo(503);
                    return;
                }
                acknowledged.add(value);
                underLoad.countDown();
            } catch (IOException gone) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
