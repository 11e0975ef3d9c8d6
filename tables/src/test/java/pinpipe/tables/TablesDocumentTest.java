package pinpipe.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pinpipe.cleaning.Column;
import pinpipe.cleaning.Layer;
import pinpipe.cleaning.Table;

/** {@code docs/reference/tables.md} says what the code does; {@code -Dgolden.rewrite=true} writes it anew, and then fails. */
class TablesDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "reference", "tables.md");

    @Test
    void theDocumentIsWhatTheCodeSays() throws IOException {
        String code = document();
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, code);
            throw new AssertionError(
                    "%s was written anew: read it, then run without golden.rewrite".formatted(DOCUMENT));
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(code);
    }

    private static String document() {
        List<String> lines = new ArrayList<>(List.of(
                "# The clean tables",
                "",
                "Generated from the definitions in [`tables/`](../../tables/src/main/java/pinpipe/tables); a test compares this page",
                "with the code.",
                ""));
        new PinpipeTables().tables().forEach(table -> describe(table, lines));
        lines.addAll(List.of(
                "## In every table",
                "",
                "- Blank text becomes null. A value that cannot be read becomes null, is counted in the report, and its text is kept in",
                "  `_rescued`, unless the column is required or rejects it. Half a surrogate pair becomes U+FFFD and is counted.",
                "- `_lineage` STRUCT<topic, partition, offset, position, object, run>: the record that this row came from, and the run",
                "  that wrote it. Offsets of a recreated topic continue after those of the old one.",
                "- `_rescued` STRING: unknown, mistyped and unreadable fields as a JSON object; null when there are none.",
                "- One row a key: the record with the highest (offset, partition, position) wins.",
                "- `_deleted` or `__deleted` true in any spelling, a Debezium deletion, or a Kafka record with a key and no value deletes",
                "  the row; it needs no other field than the key. A record that is older and comes later does not bring the row back.",
                "- Unwrapped and counted in the report:",
                "  " + code(Stream.of(Layer.values()).map(Layer::label).toList()) + "."));
        return String.join("\n", lines) + "\n";
    }

    private static void describe(Table table, List<String> lines) {
        lines.add("## `%s`".formatted(table.name()));
        lines.add("");
        lines.add("| column | type | what it holds |");
        lines.add("|---|---|---|");
        for (Column column : table.columns()) {
            lines.add("| `%s` | %s | %s |"
                    .formatted(column.name(), column.sqlType(), String.join("<br>", column.sentences())));
        }
        lines.add("");
        if (!table.ignoredNames().isEmpty()) {
            lines.add("Left out: %s. Any other field is kept in `_rescued`.".formatted(code(table.ignoredNames())));
            lines.add("");
        }
        lines.add("Reasons for which a record is rejected; it is kept with every reason that holds:");
        lines.add(code(table.reasons()) + ".");
        lines.add("");
    }

    private static String code(List<String> names) {
        return "`" + String.join("`, `", names) + "`";
    }
}
