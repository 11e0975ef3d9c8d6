package pinpipe.etl.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import pinpipe.etl.flow.Flow;
import pinpipe.etl.flow.Step;
import pinpipe.etl.flow.Table;

/** {@code docs/tables.md} says what the code does; {@code -Dgolden.rewrite=true} writes it anew, and then fails. */
class TablesDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "tables.md");

    @Test
    void theDocumentIsWhatTheCodeSays() throws IOException {
        String code = document();
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(DOCUMENT, code);
            throw new AssertionError("docs/tables.md was written anew: read it, then run without golden.rewrite");
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(code);
    }

    private static String document() {
        List<String> lines = new ArrayList<>(List.of(
                "# The clean tables",
                "",
                "What each table reads, what becomes true of it step by step, why a record is refused, and what is written.",
                "A test compares this page with the code; each table is one file in"
                        + " `etl-jobs/src/main/java/pinpipe/etl/table/`.",
                ""));
        for (Table table : List.of(PinTable.PIN, GeoTable.GEO, UserTable.USER)) {
            describe(table, lines);
        }
        lines.add("## In every table");
        lines.add("");
        lines.add(
                "- `_lineage` STRUCT<topic, partition, offset, position, object, run>: the record this row came from, and the run that wrote it."
                        + " Offsets of a topic that was made again go on behind those of the old one.");
        lines.add(
                "- `_rescued` STRING: unknown fields, and those that held an object or a list where a value belongs, as a JSON object; null when there are none.");
        lines.add("- One row a key: the record with the highest (offset, partition, position) wins.");
        lines.add(
                "- `\"_deleted\": true` in a record, or a Kafka message with a key and no value, takes its row away; it needs no other field than the key. What is older and comes later does not bring the row back.");
        lines.add("- Opened on the way in, and counted in the report: " + code(Flow.layersToOpen()) + ".");
        return String.join("\n", lines) + "\n";
    }

    private static void describe(Table table, List<String> lines) {
        lines.add("## `%s`".formatted(table.name()));
        lines.add("");
        lines.add("Reads `%s` (or `%s`) as its key, and %s. Any other field goes to `_rescued`."
                .formatted(table.sourceKey(), table.otherKey(), code(table.fields())));
        lines.add("");
        lines.add("| column | becomes true, in this order |");
        lines.add("|---|---|");
        for (Step step : table.steps()) {
            lines.add("| `%s` | %s |".formatted(step.column(), step.sentence()));
        }
        lines.add("");
        lines.add("Refused with every reason that holds: %s.".formatted(code(Flow.reasons(table))));
        lines.add("");
        lines.add("Writes:");
        lines.add("");
        for (StructField field : table.columns().fields()) {
            lines.add("- `%s` %s".formatted(field.name(), field.dataType().sql()));
        }
        lines.add("");
    }

    private static String code(List<String> names) {
        return "`" + String.join("`, `", names) + "`";
    }
}
