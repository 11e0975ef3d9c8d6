package pinpipe.etl.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.etl.table.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.KafkaBroker;

/**
 * A stream in processes of its own that are killed at moments drawn from a seed: in the end the table and the quarantine are
 * those of one undisturbed batch run. {@code -Dstream.records=50000 -Dstream.kills=10} makes it the long one.
 */
class KilledStreamTest {
    private static final int RECORDS = Integer.getInteger("stream.records", 2_000);
    private static final int KILLS = Integer.getInteger("stream.kills", 3);
    private static final int PARTITIONS = 2;
    private static final Pattern TOLD = Pattern.compile(".* streamed: ([0-9,]+) read = .*");

    /** So few records in a batch that some are left for the last process. */
    private static final int FEW = RECORDS / (12 * (KILLS + 1));

    private static final long LONGEST_BATCH_MILLIS = 2_000;

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");
    private final Random random = new Random(Long.getLong("stream.seed", 1));

    @Test
    @Tag("once")
    void aStreamThatIsKilledAgainAndAgainEndsAsOneUndisturbedRun() throws Exception {
        Path landing = folder.resolve("landing");
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            broker.create(user.topic(), PARTITIONS);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                List<String> lines = lines(partition);
                broker.send(
                        user.topic(),
                        partition,
                        lines.stream().map(line -> line.getBytes(UTF_8)).toList());
                Fixture.write(
                        landing.resolve("topics/%1$s/partition=%2$d/%1$s+%2$d+0000000000.json"
                                .formatted(user.topic(), partition)),
                        lines,
                        false);
            }
            for (int kill = 0; kill < KILLS; kill++) {
                Process stream = start(broker.address(), FEW);
                batchOf(stream, 1);
                stream.waitFor(random.nextLong(LONGEST_BATCH_MILLIS), TimeUnit.MILLISECONDS);
                stream.destroyForcibly().waitFor(); // SIGKILL
            }
            Process last = start(broker.address(), RECORDS);
            batchOf(last, FEW + 1);
            last.destroy(); // SIGTERM
            assertThat(last.waitFor()).as("asked to end, it ends well").isZero();
        }

        Warehouse undisturbed = new Warehouse(folder.resolve("undisturbed"));
        undisturbed.clean(USER, landing);
        Warehouse streamed = new Warehouse(folder.resolve("streamed"));

        assertThat(Warehouse.withoutLineage(streamed.rows("user")))
                .isEqualTo(Warehouse.withoutLineage(undisturbed.rows("user")));
        assertThat(lastWords(folder.resolve("streamed"))).isEqualTo(lastWords(folder.resolve("undisturbed")));
        assertThat(refused(streamed)).isEqualTo(refused(undisturbed));
        assertThat(records(streamed)).as("records that the runs have told of").isEqualTo(RECORDS);
    }

    /** One in five repeats an earlier line, one in a hundred is broken. */
    private List<String> lines(int partition) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < RECORDS / PARTITIONS; i++) {
            int kind = random.nextInt(100);
            if (kind < 20 && i > 0) {
                lines.add(lines.get(random.nextInt(i)));
            } else if (kind < 21) {
                lines.add("{\"ind\":%d,\"cut".formatted(i));
            } else {
                lines.add(
                        "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L%1$d\",\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}"
                                .formatted(random.nextInt(RECORDS) * PARTITIONS + partition, random.nextInt(20, 61)));
            }
        }
        return lines;
    }

    private Process start(String broker, int recordsPerBatch) throws IOException {
        List<String> command = KilledProcess.java("pinpipe.etl.job.StreamClean");
        command.addAll(List.of("--table", "user", "--from", "kafka", "--bootstrap-servers", broker));
        command.addAll(List.of("--prefix", Fixture.PREFIX, "--warehouse"));
        command.addAll(List.of(folder.resolve("streamed").toString(), "--max-refused-share", "1"));
        command.addAll(List.of("--checkpoint", folder.resolve("checkpoint").toString(), "--trigger", "0.1s"));
        command.addAll(List.of("--records-per-batch", Integer.toString(recordsPerBatch)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Returns when the stream has told of a batch of so many records or more. */
    private static void batchOf(Process stream, long records) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream.getInputStream(), UTF_8));
        long read = 0;
        while (read < records) {
            Matcher line = TOLD.matcher(lines.readLine());
            assertThat(line.matches()).isTrue();
            read = Long.parseLong(line.group(1).replace(",", ""));
        }
    }

    /** By key, the place of the newest record that the table has heard of: its row's, or that of one that said the same. */
    private static Map<Long, String> lastWords(Path folder) {
        Warehouse warehouse = new Warehouse(folder);
        Map<Long, String> last = new TreeMap<>();
        warehouse.rows("user").forEach(row -> hear(last, row.get("ind"), row.get("_lineage")));
        if (Files.exists(folder.resolve("_news/user"))) {
            warehouse.rows("_news/user").forEach(news -> hear(last, news.get("key"), news));
        }
        return last;
    }

    private static void hear(Map<Long, String> last, JsonNode key, JsonNode place) {
        String at = "%06d in %d"
                .formatted(place.get("offset").asLong(), place.get("partition").asInt());
        last.merge(key.asLong(), at, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** The refused lines by their places, whoever has read them. */
    private static Map<String, JsonNode> refused(Warehouse warehouse) {
        Map<String, JsonNode> lines = new TreeMap<>();
        for (JsonNode line : warehouse.rows("_quarantine/user")) {
            ((ObjectNode) line).remove(List.of("object", "run"));
            assertThat(lines.put(line.get("partition") + " " + line.get("offset"), line))
                    .isNull();
        }
        return lines;
    }

    /** All records that the runs have told of. */
    private static long records(Warehouse warehouse) {
        return warehouse.rows("_runs/user").stream()
                .filter(row -> row.get("status").asText().equals("committed"))
                .mapToLong(row ->
                        Fixture.node(row.get("report").asText()).get("read").asLong())
                .sum();
    }
}
