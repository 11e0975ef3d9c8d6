package pinpipe.etl.flow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pinpipe.etl.flow.Json.Literal;
import pinpipe.etl.flow.Json.NotJson;
import pinpipe.etl.flow.Json.TextAfterJson;

/**
 * Opens what a line wraps. Lines land in many forms (bare, in a REST proxy's envelope, encoded twice, …); each is taken
 * apart layer by layer until rows appear, and every layer is named, so that the run's report can count it.
 */
final class Opener {
    /** All layers that may be opened. */
    static final List<String> LAYERS = List.of(
            "array_wrapped",
            "blanks_after",
            "double_encoded",
            "index_wrapped",
            "key_renamed",
            "records_wrapped",
            "value_wrapped");

    /** Why a line, or a part of it, is no record. */
    static final List<String> PROBLEMS = List.of("empty", "not_an_object", "not_json", "text_after_json");

    /** No form in use has more layers: a string that holds records whose values are strings. */
    private static final int MOST_LAYERS = 4;

    private final Table table;

    Opener(Table table) {
        this.table = table;
    }

    /**
     * One record of a line.
     *
     * @param problem why the line or this part of it is no record, or null
     * @param layers the names of the layers that were opened around it
     * @param value the row's fields; where there is a problem, what stands there, or null for the whole line
     */
    record Opened(String problem, List<String> layers, Object value) {
        /** The row; only where there is no problem. */
        Map<?, ?> fields() {
            return (Map<?, ?>) value;
        }
    }

    /** All records of a line: at least one, since a line without any is a record with a problem. */
    List<Opened> open(byte[] line) {
        if (line == null) {
            return List.of(problem("empty"));
        }
        try {
            Object value = Json.read(line);
            List<String> layers = endsBlank(line) ? List.of("blanks_after") : List.of();
            List<Opened> records = new ArrayList<>();
            open(value, layers, 0, records);
            return records;
        } catch (NotJson e) {
            return List.of(problem("not_json"));
        } catch (TextAfterJson e) {
            return List.of(problem("text_after_json"));
        }
    }

    private void open(Object value, List<String> layers, int depth, List<Opened> records)
            throws NotJson, TextAfterJson {
        if (isEmpty(value)) {
            records.add(new Opened("empty", layers, null));
        } else if (depth > MOST_LAYERS || value instanceof Literal || isListOfLiterals(value)) {
            records.add(new Opened("not_an_object", layers, value));
        } else if (value instanceof String text) {
            open(Json.read(text.getBytes(StandardCharsets.UTF_8)), with(layers, "double_encoded"), depth + 1, records);
        } else if (value instanceof List<?> items) {
            for (Object item : items) {
                open(item, with(layers, "array_wrapped"), depth + 1, records);
            }
        } else {
            openObject((Map<?, ?>) value, layers, depth, records);
        }
    }

    private void openObject(Map<?, ?> fields, List<String> layers, int depth, List<Opened> records)
            throws NotJson, TextAfterJson {
        if (table.owns(fields.keySet())) {
            records.add(new Opened(null, renamed(fields, layers), fields));
        } else if (fields.get("records") instanceof List<?> items) {
            List<String> within = with(layers, "records_wrapped");
            if (items.isEmpty()) {
                records.add(new Opened("empty", within, null));
            }
            for (Object item : items) {
                open(item, within, depth + 1, records);
            }
        } else if (fields.containsKey("value") && !(fields.get("value") instanceof Literal)) {
            open(fields.get("value"), with(layers, "value_wrapped"), depth + 1, records);
        } else if (fields.size() == 1
                && fields.values().iterator().next() instanceof Map<?, ?> row
                && table.isKey(fields.keySet().iterator().next())) {
            open(row, with(layers, "index_wrapped"), depth + 1, records);
        } else {
            records.add(new Opened(null, renamed(fields, layers), fields));
        }
    }

    private List<String> renamed(Map<?, ?> fields, List<String> layers) {
        boolean renamed = !fields.containsKey(table.sourceKey()) && fields.containsKey(table.otherKey());
        return renamed ? with(layers, "key_renamed") : layers;
    }

    private static boolean isEmpty(Object value) {
        return value == null
                || (value instanceof String text && text.isBlank())
                || (value instanceof Map<?, ?> fields && fields.isEmpty())
                || (value instanceof List<?> items && items.isEmpty());
    }

    private static boolean isListOfLiterals(Object value) {
        return value instanceof List<?> items && items.stream().allMatch(item -> item instanceof Literal);
    }

    private static boolean endsBlank(byte[] line) {
        byte last = line[line.length - 1];
        return last == ' ' || last == '\t' || last == '\r' || last == '\n';
    }

    private static List<String> with(List<String> layers, String layer) {
        List<String> more = new ArrayList<>(layers);
        more.add(layer);
        return more;
    }

    private static Opened problem(String problem) {
        return new Opened(problem, List.of(), null);
    }
}
