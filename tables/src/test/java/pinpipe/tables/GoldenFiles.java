package pinpipe.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pinpipe.cleaning.Table;

/** The golden files of a table in src-test-data, written by hand. */
record GoldenFiles(Table table) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lines as they land, without their line feeds. */
    List<String> landed() {
        return lines("landed.jsonl");
    }

    /** The rows that the table has then. */
    List<JsonNode> clean() {
        return lines("clean.jsonl").stream().map(GoldenFiles::json).toList();
    }

    /** The lines that are rejected. */
    List<JsonNode> rejected() {
        return lines("rejected.jsonl").stream().map(GoldenFiles::json).toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(String file) {
        try (InputStream in = GoldenFiles.class.getResourceAsStream("/" + table.name() + "/" + file)) {
            List<String> lines =
                    new ArrayList<>(List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)));
            lines.remove(lines.size() - 1);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
