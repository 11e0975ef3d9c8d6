package pinpipe.etl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;

/** Hours of running and killing, by hand; {@code docs/benchmarks.md} has the command and what came of it. */
@Tag("soak")
class SoakTest {
    private static final int RUNS = Integer.getInteger("soak.runs", 200);
    private static final long SEED = Long.getLong("soak.seed", 1);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    /**
     * About how long a run takes, in milliseconds; the kills fall between a quarter of that and a quarter more. A run that was
     * killed makes it longer and one that came to its end shorter, so that about one of five ends, however busy the machine.
     */
    private long usual;

    @Test
    void anyNumberOfKillsLeavesTheTableAsTheHistoryIs() throws Exception {
        SoakHistory history = new SoakHistory(SEED, folder.resolve("landing"));
        int killed = 0;
        history.more();
        usual = runToItsEnd().toMillis();
        for (int run = 1; run <= RUNS; run++) {
            history.more();
            killed += isKilled() ? 1 : 0;
            if (run % 10 == 0) {
                System.out.printf("%d runs, %d killed, %,d records landed%n", run, killed, history.records());
            }
        }
        runToItsEnd();
        mustBeRight(history, killed);
    }

    private boolean isKilled() throws IOException, InterruptedException {
        Process process = start();
        if (process.waitFor(random.nextLong(usual / 4, 5 * usual / 4), TimeUnit.MILLISECONDS)) {
            assertThat(process.exitValue()).isZero();
            usual -= usual / 5;
            return false;
        }
        usual += usual / 20;
        process.destroyForcibly().waitFor(); // SIGKILL
        return true;
    }

    private Duration runToItsEnd() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        assertThat(start().waitFor()).isZero();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Process start() throws IOException {
        List<String> command = KilledProcess.java("pinpipe.etl.job.CleanUser");
        command.addAll(List.of("--landing", folder.resolve("landing").toString(), "--prefix", Fixture.PREFIX));
        command.addAll(List.of("--warehouse", folder.resolve("warehouse").toString(), "--max-rejected-share", "1"));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void mustBeRight(SoakHistory history, int killed) {
        Warehouse warehouse = new Warehouse(folder.resolve("warehouse"));
        Map<Integer, Integer> ages = new TreeMap<>();
        warehouse
                .rows("user")
                .forEach(row -> ages.put(row.get("ind").asInt(), row.get("age").asInt()));
        TreeSet<String> rejected = new TreeSet<>();
        warehouse.rows("_quarantine/user").forEach(line -> {
            assertThat(rejected.add(line.get("partition").asText() + ":"
                            + line.get("offset").asText()))
                    .as("each rejected line is there once")
                    .isTrue();
        });
        List<JsonNode> ledger = warehouse.rows("_runs/user");
        List<JsonNode> ends = ledger.stream()
                .filter(row -> row.get("status").asText().equals("committed"))
                .toList();
        List<JsonNode> reports = ends.stream()
                .map(row -> Fixture.node(row.get("report").asText()))
                .toList();
        System.out.printf(
                "%d runs, %d of them killed; %d plans, %d of them finished by another process than began them; %,d records, %,d rows, %,d rejected%n",
                RUNS,
                killed,
                ends.size(),
                ends.size() - undisturbed(ledger),
                history.records(),
                ages.size(),
                rejected.size());

        assertThat(ages).isEqualTo(history.ages());
        assertThat(rejected).isEqualTo(history.rejected());
        assertThat(sum(reports, "/read")).isEqualTo(history.records());
        assertThat(sum(reports, "/outcomes/rejected"))
                .isEqualTo(history.rejected().size());
        assertThat(sum(reports, "/outcomes/inserted") - sum(reports, "/deleted"))
                .isEqualTo(ages.size());
        assertThat(Arrays.asList("inserted", "updated", "unchanged", "stale", "duplicate", "rejected").stream()
                        .mapToLong(outcome -> sum(reports, "/outcomes/" + outcome))
                        .sum())
                .isEqualTo(history.records());
    }

    /** Plans that one process both kept and ended. */
    private static int undisturbed(List<JsonNode> ledger) {
        Map<String, TreeSet<String>> holders = new TreeMap<>();
        ledger.stream()
                .filter(row -> List.of("planned", "committed")
                        .contains(row.get("status").asText()))
                .forEach(row -> holders.computeIfAbsent(row.get("run").asText(), run -> new TreeSet<>())
                        .add(row.get("holder").asText()));
        return (int) holders.values().stream().filter(of -> of.size() == 1).count();
    }

    private static long sum(List<JsonNode> reports, String path) {
        return reports.stream().mapToLong(report -> report.at(path).asLong()).sum();
    }
}
