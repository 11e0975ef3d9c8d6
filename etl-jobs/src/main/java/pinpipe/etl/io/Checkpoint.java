package pinpipe.etl.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileStatus;

/**
 * The folder in which streams keep how far they are, one below it for each table, as Spark writes it: {@code metadata} names
 * the stream, {@code offsets/7} says up to where batch 7 reads, and {@code commits/7} that it has ended.
 */
public final class Checkpoint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Store store;

    /** The checkpoint in a folder, which need not exist. */
    public Checkpoint(Store store) {
        this.store = store;
    }

    /**
     * How far a stream is.
     *
     * @param query the stream's own name for itself
     * @param batch the last batch that was begun
     * @param ended true if it has ended, too
     * @param begun when it was begun
     * @param offsets up to where it reads, as the source says it
     */
    public record Position(String query, long batch, boolean ended, Instant begun, String offsets) {}

    /** The tables whose streams have kept anything here, sorted. */
    public List<String> tables() throws IOException {
        List<String> tables = new ArrayList<>();
        if (store.has("")) {
            for (FileStatus file : store.files().listStatus(store.root())) {
                String name = file.getPath().getName();
                if (file.isDirectory() && store.has(name + "/metadata")) {
                    tables.add(name);
                }
            }
        }
        tables.sort(null);
        return tables;
    }

    /** How far the stream of a table is; empty where it has begun no batch yet. */
    public Optional<Position> of(String table) throws IOException {
        OptionalLong begun = last(table + "/offsets");
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        JsonNode query = JSON.readTree(store.text(table + "/metadata"));
        List<String> lines = store.text(table + "/offsets/" + begun.getAsLong())
                .lines()
                .toList(); // the version, the settings, and what each source says
        JsonNode settings = JSON.readTree(lines.get(1));
        return Optional.of(new Position(
                query.get("id").asText(),
                begun.getAsLong(),
                last(table + "/commits").orElse(-1) == begun.getAsLong(),
                Instant.ofEpochMilli(settings.get("batchTimestampMs").asLong()),
                String.join(" ", lines.subList(2, lines.size()))));
    }

    private OptionalLong last(String folder) throws IOException {
        if (!store.has(folder)) {
            return OptionalLong.empty();
        }
        return Arrays.stream(store.files().listStatus(store.path(folder)))
                .map(file -> file.getPath().getName())
                .filter(name -> name.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .max();
    }
}
