package pinpipe.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.scene.Topic;
import pinpipe.stack.Broker;

/** The gateway as the scripts that sites have call it: Python with requests, and curl. */
@ExtendWith(Servers.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class SiteScriptsTest {
    private static final Path SCRIPTS =
            Path.of("src/test/resources/pinpipe/producer/gateway").toAbsolutePath();

    private final Broker broker;
    private final String prefix = UUID.randomUUID().toString().substring(24);
    private RunningGateway gateway;

    @TempDir
    Path folder;

    SiteScriptsTest(Broker broker) {
        this.broker = broker;
    }

    @BeforeAll
    void start() {
        gateway = RunningGateway.before(broker.bootstrapServers());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void aScriptWithRequestsPostsItsRows() throws Exception {
        run("python3", "-m", "venv", folder.resolve("venv").toString());
        String python = folder.resolve("venv/bin/python").toString();
        run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "requests==2.32.5");

        List<String> answers = run(python, SCRIPTS.resolve("emulation.py").toString(), gateway.address(), prefix);

        assertThat(answers).hasSize(3).allMatch(answer -> answer.startsWith("200 {\"offsets\":[{\"partition\":"));
        assertThat(values("pin"))
                .containsExactly(
                        "{\"index\":7528,\"unique_id\":\"fbe53c66\",\"title\":\"C\\u00f4te d'Azur \\ud83c\\udfdd\","
                                + "\"follower_count\":\"12k\"}");
        assertThat(values("geo")).hasSize(1).first().asString().contains("\"timestamp\":\"2020-08-28 03:52:47\"");
        assertThat(values("user")).hasSize(1);
    }

    @Test
    void curlPostsARowAndIsToldWhatIsWrong() throws Exception {
        String its = prefix + "-c";

        List<String> answers = run("sh", SCRIPTS.resolve("emulation.sh").toString(), gateway.address(), its);

        assertThat(answers).hasSize(5);
        assertThat(answers.get(0)).startsWith("{\"offsets\":").endsWith(" 200");
        assertThat(answers.get(1)).contains("\"SequenceNumber\"").endsWith(" 200");
        assertThat(answers.get(2)).startsWith("{\"name\":\"" + its + ".pin\"").endsWith(" 200");
        assertThat(answers.get(3)).contains("\"error_code\":415").endsWith(" 415");
        assertThat(answers.get(4)).isEqualTo("200");
        assertThat(new Topic(broker, its + ".pin").messages())
                .extracting(Topic.Message::value)
                .containsExactly("{\"index\":7,\"title\":\"by curl\"}");
    }

    private List<String> values(String table) {
        return new Topic(broker, prefix + "." + table)
                .messages().stream().map(Topic.Message::value).toList();
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(lines.toString()).isZero();
        return lines;
    }
}
