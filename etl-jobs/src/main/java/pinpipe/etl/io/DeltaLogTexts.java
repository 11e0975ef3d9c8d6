package pinpipe.etl.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What the log of a Delta table quotes of its rows: of each data file, also of one that is gone, it keeps the least and the
 * greatest value of each column, texts cut at 32 characters. Delta deletes old commits by itself, and nothing else may.
 */
public final class DeltaLogTexts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CUT = 32;

    private final SparkSession spark;
    private final Store store;
    private final String folder;

    /** Those of the table in a folder of a warehouse. */
    public DeltaLogTexts(SparkSession spark, String warehouse, String folder) throws IOException {
        this.spark = spark;
        this.store = Store.at(spark, warehouse);
        this.folder = folder;
    }

    /**
     * When Delta may have deleted the last commit that quotes one of these texts; empty if none does.
     *
     * @param row true of the statistics of a file in which the row with these texts may have been
     */
    public Optional<Instant> quotedUntil(Set<String> texts, Predicate<JsonNode> row) throws IOException {
        Instant newest = null;
        RemoteIterator<? extends FileStatus> files = store.filesBelow(folder + "/_delta_log");
        while (files.hasNext()) {
            FileStatus file = files.next();
            Instant written = Instant.ofEpochMilli(file.getModificationTime());
            if ((newest == null || written.isAfter(newest)) && quotes(file, texts, row)) {
                newest = written;
            }
        }
        return Optional.ofNullable(newest).map(last -> last.plus(kept()));
    }

    /** When Delta may have deleted all commits of up to now. */
    public Instant keptUntil() {
        return Instant.now().plus(kept());
    }

    private boolean quotes(FileStatus file, Set<String> texts, Predicate<JsonNode> row) throws IOException {
        String name = file.getPath().getName();
        if (name.endsWith(".parquet")) {
            return spark
                    .read()
                    .parquet(file.getPath().toString())
                    .select("add.stats")
                    .where("stats IS NOT NULL")
                    .collectAsList()
                    .stream()
                    .anyMatch(stats -> quotes(stats.getString(0), texts, row));
        }
        if (name.startsWith(".")) {
            return false; // Hadoop's checksums
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(store.files().open(file.getPath()), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"stats\"") && anyQuotes(JSON.readTree(line), texts, row)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean anyQuotes(JsonNode node, Set<String> texts, Predicate<JsonNode> row) {
        for (JsonNode stats : node.findValues("stats")) {
            if (stats.isTextual() && quotes(stats.asText(), texts, row)) {
                return true;
            }
        }
        return false;
    }

    private static boolean quotes(String json, Set<String> texts, Predicate<JsonNode> row) {
        try {
            JsonNode stats = JSON.readTree(json);
            return row.test(stats)
                    && (quotes(stats.path("minValues"), texts) || quotes(stats.path("maxValues"), texts));
        } catch (JsonProcessingException notOurs) {
            return false;
        }
    }

    private static boolean quotes(JsonNode values, Set<String> texts) {
        for (JsonNode value : values) {
            if (value.isTextual() && texts.stream().anyMatch(text -> isOf(value.asText(), text))) {
                return true;
            }
        }
        return false;
    }

    /** Where a text is cut, the greatest value ends with a character that is greater than any that was cut off. */
    private static boolean isOf(String value, String text) {
        return value.equals(text)
                || (text.length() > CUT
                        && value.length() >= CUT - 1
                        && text.startsWith(value.substring(0, Math.min(value.length(), CUT - 2))));
    }

    private Duration kept() {
        Map<String, String> set = DeltaTable.forPath(spark, store.path(folder).toString())
                .detail()
                .select("properties")
                .first()
                .getJavaMap(0);
        String interval = set.getOrDefault("delta.logRetentionDuration", "interval 30 days");
        return Duration.ofSeconds(spark.range(1)
                .select(functions.expr(
                        "unix_seconds(timestamp_seconds(0) + CAST('%s' AS INTERVAL))".formatted(interval)))
                .first()
                .getLong(0));
    }
}
