package pinpipe.etl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The golden files of one table in src-test-data, and ways to land them. */
public final class Fixture {
    public static final String PREFIX = "0a1b2c3d4e5f";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String table;

    public Fixture(String table) {
        this.table = table;
    }

    public String topic() {
        return PREFIX + "." + table;
    }

    /** The landed lines, without their line feeds. */
    public List<String> landed() {
        return lines(table + "/landed.jsonl");
    }

    public List<JsonNode> clean() {
        return nodes(table + "/clean.jsonl");
    }

    public List<JsonNode> rejected() {
        return nodes(table + "/rejected.jsonl");
    }

    /** Lands lines as objects of so many records each, beginning at an offset; the path of the folder that holds topics/. */
    public Path land(Path landing, long firstOffset, List<String> lines, int recordsPerObject) {
        for (int from = 0; from < lines.size(); from += recordsPerObject) {
            int to = Math.min(lines.size(), from + recordsPerObject);
            write(landing.resolve(path("partition=0", firstOffset + from, "")), lines.subList(from, to), false);
        }
        return landing;
    }

    /** The path of an object in some folder of the topic. */
    public String path(String folder, long offset, String zipped) {
        return "topics/%1$s/%2$s/%1$s+0+%3$010d.json%4$s".formatted(topic(), folder, offset, zipped);
    }

    /** Writes newline-ended lines, zipped or not. */
    public static void write(Path file, List<String> lines, boolean zipped) {
        byte[] bytes = lines.stream()
                .map(line -> line + "\n")
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(file.getParent());
            if (zipped) {
                try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                    out.write(bytes);
                }
            } else {
                Files.write(file, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines between line feeds and nothing else: texts may hold other characters that break lines elsewhere. */
    private static List<String> lines(String resource) {
        try (InputStream in = Fixture.class.getResourceAsStream("/" + resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
            lines.remove(lines.size() - 1);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> nodes(String resource) {
        return lines(resource).stream().map(Fixture::node).toList();
    }

    public static JsonNode node(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
