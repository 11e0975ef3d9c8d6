package pinpipe.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.stack.Launcher.Ended;

/** Kill -9 in the middle of {@code clean}, and run again: the warehouse is as if nothing had happened. */
@Tag("launcher")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KilledCleanTest {
    private static final String PREFIX = "0a1b2c3d4e5f";
    private static final int RECORDS_AN_OBJECT = 10;
    private static final int KILLED = 128 + 9;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void killedAgainAndAgainItEndsWithTheTablesOfAnUndisturbedRun() throws Exception {
        List<String> newer = landedPins();
        List<String> older = newer.subList(0, newer.size() * 2 / 3).stream()
                .map(KilledCleanTest::older)
                .toList();

        land("undisturbed", 0, older);
        finish("undisturbed");
        land("undisturbed", older.size(), newer);
        finish("undisturbed");

        land("killed", 0, older);
        killWhenThereIs("_runs/pin/_delta_log/00000000000000000000.json"); // the plan
        killWhenThereIs("_quarantine/pin/_delta_log/00000000000000000000.json");
        killWhenThereIs("pin/_delta_log/00000000000000000000.json");
        land("killed", older.size(), newer);
        killWhenThereIs("pin/_delta_log/00000000000000000001.json"); // the MERGE, after the killed run was finished
        finish("killed");

        assertThat(shown("killed", "pin")).isNotEmpty().isEqualTo(shown("undisturbed", "pin"));
        assertThat(shown("killed", "_quarantine/pin")).isNotEmpty().isEqualTo(shown("undisturbed", "_quarantine/pin"));
        List<JsonNode> committed = committed("undisturbed");
        assertThat(committed).hasSize(2);
        assertThat(committed.get(1).at("/fates/updated").asLong()).isPositive();
        assertThat(committed("killed")).isEqualTo(committed);
    }

    /** Starts a run, and kills it as soon as that file is in the warehouse. */
    private void killWhenThereIs(String file) throws Exception {
        Path awaited = folder.resolve("killed/warehouse").resolve(file);
        assertThat(awaited).doesNotExist();
        Process run = launcher("killed").start(clean());
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

    private void finish(String scene) throws Exception {
        Ended ended = launcher(scene).run(clean());
        assertThat(ended.exit()).as(ended.err()).isZero();
    }

    private List<JsonNode> shown(String scene, String table) throws Exception {
        Ended ended = launcher(scene).run("show", table, "--warehouse", "warehouse", "--format", "jsonl");
        assertThat(ended.exit()).as(ended.err()).isZero();
        return List.of(ended.out().split("\n")).stream()
                .map(KilledCleanTest::node)
                .toList();
    }

    private List<JsonNode> committed(String scene) throws Exception {
        return shown(scene, "_runs").stream()
                .filter(row -> row.get("status").asText().equals("committed"))
                .map(KilledCleanTest::counted)
                .toList();
    }

    /** The report of a run without what only time decides. */
    private static JsonNode counted(JsonNode row) {
        ObjectNode report = (ObjectNode) node(row.get("report").asText());
        report.remove("seconds");
        return report;
    }

    private void land(String scene, int firstOffset, List<String> lines) throws IOException {
        Path partition = folder.resolve("%s/landing/topics/%s.pin/partition=0".formatted(scene, PREFIX));
        Files.createDirectories(partition);
        for (int from = 0; from < lines.size(); from += RECORDS_AN_OBJECT) {
            List<String> object = lines.subList(from, Math.min(lines.size(), from + RECORDS_AN_OBJECT));
            Files.writeString(
                    partition.resolve("%s.pin+0+%010d.json".formatted(PREFIX, firstOffset + from)),
                    String.join("\n", object) + "\n");
        }
    }

    /** An older version of the same row, so that the newer one updates it. */
    private static String older(String line) {
        return line.replaceAll("\"category\":\"[^\"]*\"", "\"category\":\"older\"");
    }

    private static List<String> landedPins() throws IOException {
        try (InputStream in = KilledCleanTest.class.getResourceAsStream("/pin/landed.jsonl")) {
            return List.of(new String(in.readAllBytes(), UTF_8).split("\n"));
        }
    }

    private Launcher launcher(String scene) {
        return Launcher.in(folder.resolve(scene));
    }

    private static String[] clean() {
        return new String[] {
            "clean",
            "pin",
            "--landing",
            "landing",
            "--prefix",
            PREFIX,
            "--warehouse",
            "warehouse",
            "--max-refused-share",
            "1"
        };
    }

    private static JsonNode node(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
