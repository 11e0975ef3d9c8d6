package pinpipe.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Secret;
import pinpipe.producer.door.rest.RestDoor;
import pinpipe.producer.door.rest.RestSettings;
import pinpipe.producer.gateway.GatewaySettings.Keystore;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.Servers;
import pinpipe.stack.Broker;

@ExtendWith(Servers.class)
@Timeout(60)
class GatewayTlsTest {
    private static final String PASSWORD = "s3cret0";

    private final Broker broker;

    @TempDir
    Path folder;

    GatewayTlsTest(Broker broker) {
        this.broker = broker;
    }

    @Test
    void anExposedGatewaySpeaksTlsToThoseThatHaveAKey() throws Exception {
        Path file = keystore();
        Keystore keystore = new Keystore(file, Secret.of(PASSWORD));
        assertThat(keystore.toString()).doesNotContain(PASSWORD);

        try (RunningGateway gateway = RunningGateway.secured(broker.bootstrapServers(), keystore)) {
            assertThat(gateway.address()).startsWith("https://");
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(file)).build();
            assertThat(posted(client, gateway, "x-api-key", "k2").statusCode()).isEqualTo(200);
            assertThat(posted(client, gateway, "Authorization", "Bearer k1").statusCode())
                    .isEqualTo(200);
            assertThat(posted(client, gateway, "x-api-key", "k").body())
                    .isEqualTo(
                            "{\"error_code\":401,\"message\":\"A known key must stand in x-api-key, or in Authorization"
                                    + " after Bearer\"}");

            RestSettings strange =
                    new RestSettings(URI.create(gateway.address()), "p", Map.of(), Duration.ofSeconds(5));
            assertThatThrownBy(() -> new RestDoor(strange).open(PostTable.ALL))
                    .hasMessageStartingWith(
                            "Cannot produce to " + gateway.address() + ": no secure connection comes about")
                    .hasMessageEndingWith("Mend --url, or let this Java trust its certificate.");
        }
    }

    private static HttpResponse<String> posted(HttpClient client, RunningGateway gateway, String header, String value)
            throws Exception {
        URI topic = URI.create(gateway.address() + "/topics/" + UUID.randomUUID());
        HttpRequest request = HttpRequest.newBuilder(topic)
                .headers("Content-Type", RunningGateway.V2, header, value)
                .POST(BodyPublishers.ofString("{\"records\":[{\"value\":1}]}"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static SSLContext trusting(Path file) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            trusted.load(stream, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Path keystore() throws Exception {
        Path file = folder.resolve("gateway.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes(), UTF_8))
                .isZero();
        return file;
    }
}
