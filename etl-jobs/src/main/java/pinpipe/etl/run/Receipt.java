package pinpipe.etl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was done to forget a key: what was searched, what was removed, what remains and until when. It says nothing of what
 * the records said.
 *
 * @param version the version of the receipt's form
 * @param status {@code forgotten}, or {@code found} where nothing was done but searching
 * @param at when, UTC
 * @param remains what is left here
 * @param beyond what nobody can reach from here
 */
public record Receipt(
        int version,
        String table,
        String key,
        String status,
        String at,
        Searched searched,
        Removed removed,
        List<Remaining> remains,
        List<String> beyond) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What was searched: objects of the topic with their bytes and lines, rows of the table, rejected lines. */
    public record Searched(String topic, long objects, long bytes, long lines, long rows, long quarantined) {}

    /** What was removed, or would be: records in landed objects, rows, rejected lines, data files of older versions. */
    public record Removed(long records, long objects, long rows, long quarantined, long files) {
        /** In words, with nothing of the person. */
        String told() {
            return String.format(
                    Locale.ROOT,
                    "%,d landed records in %,d objects, %,d rows, %,d rejected lines, %,d data files of older versions",
                    records,
                    objects,
                    rows,
                    quarantined,
                    files);
        }
    }

    /**
     * What is left.
     *
     * @param until when it is gone by itself, or null if never
     */
    public record Remaining(String what, String until) {}

    /** The receipt as JSON. */
    public String json() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException neverForRecords) {
            throw new IllegalStateException(neverForRecords);
        }
    }

    /** The receipt for a person, with a newline at the end. */
    public String text() {
        boolean done = status.equals("forgotten");
        List<String> lines = new ArrayList<>();
        lines.add("%s %s %s, %s UTC".formatted(done ? "Forgot" : "Looked for", table, key, at));
        lines.add("");
        lines.add("Searched");
        line(
                lines,
                searched.objects(),
                "landed objects of %s: %,d lines, %,d bytes"
                        .formatted(searched.topic(), searched.lines(), searched.bytes()));
        line(lines, searched.rows(), "rows of the table");
        line(lines, searched.quarantined(), "rejected lines");
        lines.add(done ? "Removed" : "Would remove");
        line(
                lines,
                removed.records(),
                String.format(
                        Locale.ROOT,
                        "records in %,d landed objects; at the place of each stands that its row is gone",
                        removed.objects()));
        line(lines, removed.rows(), "rows of the table");
        line(lines, removed.quarantined(), "rejected lines, or the records of the key in them");
        line(
                lines,
                removed.files(),
                done
                        ? "data files of older versions; who reads those versions finds nothing any more"
                        : "data files of older versions, and those that are replaced; who reads those versions finds nothing any more");
        lines.add("Remains");
        remains.forEach(
                each -> lines.add("  - " + each.what() + (each.until() == null ? "" : " Until " + each.until() + ".")));
        lines.add("Beyond our reach");
        beyond.forEach(each -> lines.add("  - " + each));
        return String.join("\n", lines) + "\n";
    }

    private static void line(List<String> lines, long count, String what) {
        lines.add(String.format(Locale.ROOT, "  %,9d  %s", count, what));
    }
}
