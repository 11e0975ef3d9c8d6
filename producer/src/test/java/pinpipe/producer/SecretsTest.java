package pinpipe.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.producer.scene.PostTables;
import pinpipe.producer.scene.Servers;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;
import pinpipe.stack.KinesisServer;
import pinpipe.testdata.InventedPosts;

/**
 * Whatever a command is asked and however it fails, as talkative as it can be: no secret is in what it prints or logs,
 * nor where everybody on the machine sees how it was called.
 */
@ExtendWith(Servers.class)
@Timeout(120)
class SecretsTest {
    private static final String API_KEY = "api-key-Zq7";
    private static final String BEARER_TOKEN = "bearer-token-Zq7";
    private static final String SASL_PASSWORD = "sasl-passw0rd-Zq7";
    private static final String AWS_SECRET = "aws-secret-Zq7";
    private static final String AWS_SESSION = "aws-session-Zq7";
    private static final String WRONG_PASSWORD = "wrong-passw0rd-Zq7";
    private static final String NO_HOST = "http://no.such.host.invalid";

    private final Database database;
    private final Broker broker;
    private final KinesisServer kinesis;

    @TempDir
    Path folder;

    SecretsTest(Database database, Broker broker, KinesisServer kinesis) {
        this.database = database;
        this.broker = broker;
        this.kinesis = kinesis;
    }

    @BeforeEach
    void fill() throws Exception {
        new PostTables(database).fill(new InventedPosts(1, 3));
    }

    @Test
    void aRefusedPasswordIsNotShown() throws Exception {
        assertThat(run(2, Map.of("PASSWORD", WRONG_PASSWORD), "--to", "console"))
                .contains("with this password.");
    }

    @Test
    void aTokenForTheDatabaseIsNotShown() throws Exception {
        assertThat(run(1, Map.of(), "--to", "console", "--login", "rds-iam", "--region", "us-east-1"))
                .contains("SSL Connection required")
                .doesNotContain("X-Amz-Signature");
    }

    @Test
    void aPasswordOfKafkaIsNotShown() throws Exception {
        Path settings = Files.writeString(folder.resolve("kafka.properties"), """
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=PLAIN
                sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="me" password="%s";
                """.formatted(SASL_PASSWORD));

        assertThat(run(
                        2,
                        Map.of(),
                        "--to",
                        "kafka",
                        "--prefix",
                        "0a1b",
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--kafka-config",
                        settings.toString()))
                .contains("the broker refuses us");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "kinesis-rest"})
    void keysAndTokensOfAProxyAreNotShown(String door) throws Exception {
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        refusing.start();
        try {
            String url = "http://127.0.0.1:" + refusing.getAddress().getPort();
            assertThat(run(2, Map.of(), "--to", door, "--prefix", "0a1b", "--url", url))
                    .contains("does not let us in");
        } finally {
            refusing.stop(0);
        }
        assertThat(run(1, Map.of(), "--to", door, "--prefix", "0a1b", "--url", NO_HOST))
                .contains("no such host");
    }

    @Test
    void keysOfAwsAreNotShown() throws Exception {
        String[] refused = {
            "--to",
            "kinesis",
            "--prefix",
            "0a1b",
            "--region",
            "us-east-1",
            "--endpoint",
            kinesis.endpoint().toString()
        };
        String[] unreachable = {"--to", "kinesis", "--prefix", "0a1b", "--region", "us-east-1", "--endpoint", NO_HOST};

        assertThat(run(2, Map.of(), refused)).contains("has no stream streaming-0a1b-pin");
        assertThat(run(1, Map.of(), unreachable)).contains("no such host");
    }

    /** What it printed, after nothing secret was found in that. */
    private String run(int code, Map<String, Object> credentials, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug",
                "-cp",
                System.getProperty("java.class.path"),
                "pinpipe.producer.Produce",
                "--credentials",
                new PostTables(database).credentials(folder, credentials),
                "--verbose"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PINPIPE_API_KEY", API_KEY,
                        "PINPIPE_BEARER_TOKEN", BEARER_TOKEN,
                        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", AWS_SECRET,
                        "AWS_SESSION_TOKEN", AWS_SESSION));
        Process process = builder.start();
        String called = process.info().commandLine().orElse("");
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(code);
        assertThat(called + printed)
                .doesNotContain(
                        database.password(),
                        WRONG_PASSWORD,
                        API_KEY,
                        BEARER_TOKEN,
                        SASL_PASSWORD,
                        AWS_SECRET,
                        AWS_SESSION);
        return printed;
    }
}
