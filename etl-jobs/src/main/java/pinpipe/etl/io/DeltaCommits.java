package pinpipe.etl.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;

/**
 * The commits of a Delta table, newest first, as its log has them: files of JSON lines, of which one is {@code commitInfo}
 * (<a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#commit-provenance-information">Delta's protocol</a>).
 * Delta's own history says the same and starts two jobs of Spark for it, at each end of each run.
 */
public final class DeltaCommits {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");

    private final Store log;

    /** Those of the table at a path; none where there is no table. */
    public DeltaCommits(SparkSession spark, String path) {
        try {
            this.log = Store.at(spark, path + "/_delta_log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One commit.
     *
     * @param note what its writer has noted in it, as {@code userMetadata}; null if nothing
     * @param metrics what Delta has counted, by its names
     */
    public record Commit(long version, String note, Map<String, String> metrics) {
        /** A count; 0 where Delta has not told it. */
        public long count(String name) {
            return Long.parseLong(metrics.getOrDefault(name, "0"));
        }

        /** How many rows came in, by a MERGE or by any other write. */
        public long inserted() {
            return count(metrics.containsKey("numTargetRowsInserted") ? "numTargetRowsInserted" : "numOutputRows");
        }
    }

    /** The newest version; empty where there is no table. */
    public Optional<Long> newest() {
        return versions().findFirst();
    }

    /** The newest commit; empty where there is no table. */
    public Optional<Commit> last() {
        return newest().map(this::read);
    }

    /** The newest commit with this note among so many of the newest. */
    public Optional<Commit> noted(String note, int among) {
        return versions()
                .limit(among)
                .map(this::read)
                .filter(commit -> note.equals(commit.note()))
                .findFirst();
    }

    /** The commits after this version. */
    public List<Commit> after(long version) {
        return versions().takeWhile(each -> each > version).map(this::read).toList();
    }

    private Stream<Long> versions() {
        try {
            return Stream.of(log.files().listStatus(log.root()))
                    .map(FileStatus::getPath)
                    .filter(file -> NAME.matcher(file.getName()).matches())
                    .map(file -> Long.parseLong(file.getName().substring(0, 20)))
                    .sorted(Comparator.reverseOrder());
        } catch (FileNotFoundException noTable) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Commit read(long version) {
        try {
            for (String line : log.text("%020d.json".formatted(version)).lines().toList()) {
                if (line.contains("\"commitInfo\"")) {
                    JsonNode info = JSON.readTree(line).path("commitInfo");
                    Map<String, String> metrics = new HashMap<>();
                    info.path("operationMetrics")
                            .fields()
                            .forEachRemaining(metric -> metrics.put(
                                    metric.getKey(), metric.getValue().asText()));
                    return new Commit(version, info.path("userMetadata").asText(null), metrics);
                }
            }
            return new Commit(version, null, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
