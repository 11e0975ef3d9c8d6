package pinpipe.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.stack.Launcher.Ended;

/** Kill -9 in the middle of {@code clean}, and run again, as somebody at a terminal does it. */
@Tag("launcher")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledCleanTest {
    private static final String OBJECT =
            "landing/topics/0a1b2c3d4e5f.pin/partition=0/0a1b2c3d4e5f.pin+0+0000000000.json";
    private static final int KILLED = 128 + 9;

    /** As it is done over much: a run over as little as here would interpret its plans. */
    private static final String COMPILED =
            "-Dspark.sql.codegen.wholeStage=true -Dspark.sql.codegen.factoryMode=FALLBACK -XX:TieredStopAtLevel=1";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void killedBetweenQuarantineAndTableItIsFinishedByTheNextRun() throws Exception {
        Files.createDirectories(folder.resolve(OBJECT).getParent());
        Files.writeString(folder.resolve(OBJECT), resource("landed"));

        killWhenThereIs("_quarantine/pin/_delta_log/00000000000000000000.json");
        Ended ended = Launcher.in(folder).with("PINPIPE_JAVA_OPTIONS", COMPILED).run(clean());

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(shown("pin")).isEqualTo(lines(resource("clean")));
        assertThat(shown("_quarantine/pin"))
                .extracting(line -> line.get("raw").asText())
                .containsExactlyInAnyOrderElementsOf(lines(resource("rejected")).stream()
                        .map(line -> line.get("raw").asText())
                        .toList());
        assertThat(shown("_runs"))
                .extracting(
                        row -> row.get("run").asInt() + " " + row.get("status").asText())
                .containsExactly("1 planned", "1 committed");
    }

    /** Starts a run, and kills it as soon as that file is in the warehouse. */
    private void killWhenThereIs(String file) throws Exception {
        Path awaited = folder.resolve("warehouse").resolve(file);
        Process run = Launcher.in(folder).start(clean());
        try {
            while (!Files.exists(awaited)) {
                boolean ended = run.waitFor(2, TimeUnit.MILLISECONDS);
                assertThat(ended && !Files.exists(awaited)).as(file).isFalse();
            }
        } finally {
            run.destroyForcibly().waitFor();
        }
        assertThat(run.exitValue()).as("It was not in the middle of its run").isEqualTo(KILLED);
    }

    private List<JsonNode> shown(String table) throws Exception {
        Ended ended = Launcher.in(folder).run("show", table, "--warehouse", "warehouse", "--format", "jsonl");
        assertThat(ended.exit()).as(ended.err()).isZero();
        return lines(ended.out());
    }

    private static String[] clean() {
        return "clean pin --landing landing --prefix 0a1b2c3d4e5f --warehouse warehouse --max-rejected-share 1"
                .split(" ");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = KilledCleanTest.class.getResourceAsStream("/pin/" + name + ".jsonl")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static List<JsonNode> lines(String text) {
        return Stream.of(text.split("\n")).map(KilledCleanTest::node).toList();
    }

    private static JsonNode node(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
