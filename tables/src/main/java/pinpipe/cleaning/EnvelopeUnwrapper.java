package pinpipe.cleaning;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import pinpipe.cleaning.json.Base64Json;
import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.json.JsonTree.JsonObject;
import pinpipe.cleaning.json.JsonTree.Literal;
import pinpipe.cleaning.json.NoJsonException;
import pinpipe.cleaning.values.Blanks;

/**
 * Takes apart what a line wraps around its rows (a REST proxy's request, JSON in JSON, base64, a Debezium change, …). The
 * row is the object, within four layers, that looks most like a row of the table; each layer is named, so that it can be
 * counted.
 */
final class EnvelopeUnwrapper {
    /** No form in use has more layers: a text that holds records whose values are texts. */
    static final int MOST_LAYERS = 4;

    private static final int NO_ROW = -1;

    private final Table table;

    EnvelopeUnwrapper(Table table) {
        this.table = table;
    }

    /** The records that were found in a value, and how much the most likely of them looks like a row. */
    private record Found(int likeness, List<Unwrapped> records) {
        Found within(Layer layer) {
            return each(record -> record.within(layer));
        }

        Found each(UnaryOperator<Unwrapped> change) {
            return new Found(likeness, records.stream().map(change).toList());
        }
    }

    /** All records of a line: at least one, since a line without any is a record with a problem. */
    List<Unwrapped> unwrap(byte[] line, int from, int length) {
        int mark = LineEdges.byteOrderMark(line, from, length);
        Found found;
        try {
            found = find(JsonTree.read(line, from + mark, length - mark), 0);
        } catch (NoJsonException e) {
            Found none = problem(LineProblem.of(e), null);
            boolean mayBeEncoded = e.kind() == NoJsonException.Kind.NOT_JSON;
            found = mayBeEncoded ? decoded(line, from + mark, length - mark, 0, none) : none;
        }
        if (mark > 0) {
            found = found.within(Layer.BYTE_ORDER_MARK);
        }
        return (isText(found) && LineEdges.endsBlank(line, from, length) ? found.within(Layer.BLANKS_AFTER) : found)
                .records();
    }

    List<Unwrapped> unwrap(Object value) {
        return find(value, 0).records();
    }

    /** How many of the table's fields, the key aside, the line's row has; 0 where it holds none. */
    int ownFields(byte[] line) {
        return unwrap(line, 0, line.length).stream()
                .filter(record -> record.problem() == null)
                .mapToInt(record -> ownFields(record.row()))
                .max()
                .orElse(0);
    }

    private Found find(Object value, int depth) {
        if (isEmpty(value)) {
            return problem(LineProblem.EMPTY, value);
        }
        if (depth > MOST_LAYERS || value instanceof Literal || isListOfLiterals(value)) {
            return problem(LineProblem.NOT_AN_OBJECT, value);
        }
        if (value instanceof String text) {
            try {
                return find(JsonTree.read(text), depth + 1).within(Layer.DOUBLE_ENCODED);
            } catch (NoJsonException e) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                return decoded(utf8, 0, utf8.length, depth, problem(LineProblem.of(e), value));
            }
        }
        return value instanceof List<?> items
                ? each(items, depth + 1).within(Layer.ARRAY_WRAPPED)
                : object((JsonObject) value, depth);
    }

    private Found decoded(byte[] text, int from, int length, int depth, Found otherwise) {
        Object value = Base64Json.read(text, from, length);
        return value == null ? otherwise : find(value, depth + 1).within(Layer.BASE64);
    }

    private Found each(List<?> items, int depth) {
        int best = NO_ROW;
        List<Unwrapped> records = new ArrayList<>();
        for (Object item : items) {
            Found found = find(item, depth);
            best = Math.max(best, found.likeness());
            records.addAll(found.records());
        }
        return new Found(best, records);
    }

    private Found object(JsonObject object, int depth) {
        int own = likeness(object);
        if (own >= table.fields().size()) {
            return row(object, own);
        }
        Found change = change(object, depth);
        if (change != null && own == 0) {
            return change;
        }
        Found best = change == null ? mostLikely(object, depth, own) : change;
        if (best != null && best.likeness() > own) {
            return best;
        }
        return own > 0 ? row(object, own) : empty(object, depth);
    }

    /** The field of an envelope that looks most like a row; null where none may be one. */
    private Found mostLikely(JsonObject object, int depth, int own) {
        Found best = null;
        for (int i = 0; i < object.size(); i++) {
            if (mayHoldRow(object.name(i), object.value(i))) {
                Found found = field(object, i, depth);
                if (best != null && found.likeness() == best.likeness() && found.likeness() > own) {
                    best = new Found(
                            found.likeness(),
                            problem(LineProblem.SEVERAL_ROWS, object).records());
                } else if (best == null || found.likeness() > best.likeness()) {
                    best = found;
                }
            }
        }
        return best;
    }

    /** An object that does not look like a row at all: what its envelope's field holds, or it is taken for a row itself. */
    private Found empty(JsonObject object, int depth) {
        for (int i = 0; i < object.size(); i++) {
            if (Layer.isWrapper(object.name(i)) && !(object.value(i) instanceof Literal)) {
                return field(object, i, depth);
            }
        }
        return row(object, 0);
    }

    private Found field(JsonObject object, int i, int depth) {
        Object value = object.value(i);
        Found found = value instanceof List<?> items && !items.isEmpty() && !isListOfLiterals(items)
                ? each(items, depth + 1)
                : find(value, depth + 1);
        return found.within(Layer.of(object.name(i), table.isKey(object.name(i))));
    }

    /** A Debezium change; null where it is none. A deleted row stands in {@code before}. */
    private Found change(JsonObject object, int depth) {
        if (!(object.get("op") instanceof String operation) || !(object.has("before") || object.has("after"))) {
            return null;
        }
        boolean deleted = operation.equals("d");
        if (!deleted && !List.of("c", "r", "u").contains(operation)) {
            return null;
        }
        Found found = find(object.get(deleted ? "before" : "after"), depth + 1);
        return (deleted ? found.each(Unwrapped::asDeleted) : found).within(Layer.DEBEZIUM);
    }

    private boolean mayHoldRow(String name, Object value) {
        boolean column = table.field(name) != null && !table.isKey(name);
        return !column
                && !name.equals(Deletion.MESSAGE_KEY)
                && (value instanceof JsonObject || value instanceof List || value instanceof String);
    }

    /** How many of the table's fields an object has; the key counts where it is a value of its own, and a mark of deletion too. */
    private int likeness(JsonObject object) {
        int likeness = ownFields(object) + (Deletion.isMarked(object) ? 1 : 0);
        for (String name : table.keyNames()) {
            if (object.has(name) && !(object.get(name) instanceof JsonObject) && !(object.get(name) instanceof List)) {
                return likeness + 1;
            }
        }
        return likeness;
    }

    private int ownFields(JsonObject object) {
        BitSet seen = new BitSet();
        for (int i = 0; i < object.size(); i++) {
            Table.FieldName known = table.field(object.name(i));
            if (known != null && !known.field().isKey()) {
                seen.set(known.field().index());
            }
        }
        return seen.cardinality();
    }

    private static Found row(JsonObject object, int likeness) {
        return new Found(likeness, List.of(new Unwrapped(null, List.of(), object, false, object)));
    }

    private static Found problem(LineProblem problem, Object source) {
        return new Found(NO_ROW, List.of(new Unwrapped(problem, List.of(), null, false, source)));
    }

    private static boolean isEmpty(Object value) {
        return value == null
                || (value instanceof String text && Blanks.isBlank(text))
                || (value instanceof JsonObject object && object.size() == 0)
                || (value instanceof List<?> items && items.isEmpty());
    }

    private static boolean isListOfLiterals(Object value) {
        return value instanceof List<?> items && items.stream().allMatch(Literal.class::isInstance);
    }

    /** Blanks after a line that is no JSON are a part of it. */
    private static boolean isText(Found found) {
        LineProblem problem = found.records().get(0).problem();
        return problem != LineProblem.NOT_JSON && problem != LineProblem.TEXT_AFTER_JSON;
    }
}
