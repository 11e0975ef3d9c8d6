package pinpipe.tables;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pinpipe.cleaning.CleanedLine;
import pinpipe.cleaning.CleanedRecord;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.LineCleaner;
import pinpipe.cleaning.Table;

/** What lines become, as the golden files write it: the newest row of each key, and the rejected lines. */
final class CleanedRows {
    private final Table table;
    private final CleaningCounts counts;
    private final Map<Object, ObjectNode> rows = new TreeMap<>();
    private final List<ObjectNode> rejected = new ArrayList<>();

    private CleanedRows(Table table) {
        this.table = table;
        this.counts = new CleaningCounts(table);
    }

    static CleanedRows of(Table table, List<String> lines) {
        CleanedRows cleaned = new CleanedRows(table);
        LineCleaner cleaner = new LineCleaner(table);
        for (int offset = 0; offset < lines.size(); offset++) {
            CleanedLine line = cleaner.clean(lines.get(offset).getBytes(StandardCharsets.UTF_8));
            cleaned.counts.add(line);
            cleaned.add(offset, lines.get(offset), line);
        }
        return cleaned;
    }

    static CleanedRows of(Table table, String... lines) {
        return of(table, Arrays.asList(lines));
    }

    CleaningCounts counts() {
        return counts;
    }

    List<ObjectNode> rows() {
        return List.copyOf(rows.values());
    }

    List<ObjectNode> rejected() {
        return rejected;
    }

    private void add(long offset, String raw, CleanedLine line) {
        Set<String> reasons = new TreeSet<>();
        for (int position = 0; position < line.size(); position++) {
            CleanedRecord record = line.record(position);
            reasons.addAll(record.reasons());
            if (!line.isRejected() && record.isDeleted()) {
                rows.remove(record.value(0));
            } else if (!line.isRejected()) {
                rows.put(record.value(0), row(record, offset, position));
            }
        }
        if (line.isRejected()) {
            ObjectNode entry = JsonNodeFactory.instance.objectNode();
            entry.put("offset", offset);
            entry.put("records", line.size());
            reasons.forEach(entry.putArray("reasons")::add);
            entry.put("raw", raw);
            rejected.add(entry);
        }
    }

    private ObjectNode row(CleanedRecord record, long offset, long position) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < table.columns().size(); column++) {
            put(
                    row,
                    table.columns().get(column).name(),
                    table.columns().get(column).sqlType(),
                    record.value(column));
        }
        row.putObject("_lineage").put("offset", offset).put("position", position);
        row.put("_rescued", record.rescued());
        return row;
    }

    private static void put(ObjectNode row, String name, String type, Object value) {
        if (value == null) {
            row.putNull(name);
        } else if (type.equals("TIMESTAMP")) {
            String iso = Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
            row.put(name, iso.replace("T", " ").replaceFirst("(\\.\\d*?)0*Z$|Z$", "$1"));
        } else if (value instanceof double[] items) {
            ArrayNode array = row.putArray(name);
            Arrays.stream(items).forEach(array::add);
        } else if (value instanceof Double number) {
            row.put(name, number);
        } else if (value instanceof Number number) {
            row.put(name, number.longValue());
        } else {
            row.put(name, (String) value);
        }
    }
}
