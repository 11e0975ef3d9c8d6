package pinpipe.cleaning;

import java.util.Locale;
import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.json.JsonTree.JsonObject;
import pinpipe.cleaning.json.JsonTree.Literal;
import pinpipe.cleaning.json.NoJsonException;
import pinpipe.cleaning.values.Blanks;

/** How a record says that its row is deleted, and by which key. */
final class Deletion {
    /** True in this field says that the row is deleted. */
    static final String MARK = "_deleted";

    /** The same, as Debezium's and Kafka Connect's transformations write it. */
    private static final String OTHER_MARK = "__deleted";

    /** The key of a Kafka record without a value. */
    static final String MESSAGE_KEY = "_key";

    private static final int MOST_LAYERS = 4;

    private Deletion() {}

    static boolean isMark(String field) {
        return MARK.equals(field) || OTHER_MARK.equals(field);
    }

    /** True of an object with a mark, whatever it says. */
    static boolean isMarked(JsonObject object) {
        return object.has(MARK) || object.has(OTHER_MARK);
    }

    /** Whether a mark says that the row is deleted: {@code true}, {@code "True"}, {@code 1}; null where it says neither. */
    static Boolean read(Object mark) {
        String text = JsonTree.text(mark);
        if (mark == null) {
            return false;
        }
        return text == null
                ? null
                : switch (Blanks.strip(text).toLowerCase(Locale.ROOT)) {
                    case "true", "t", "yes", "y", "1" -> true;
                    case "false", "f", "no", "n", "0", "" -> false;
                    default -> null;
                };
    }

    /** A key as text, whether it is bare, quoted, in an object or in {@code payload}; null where it is none. */
    static String key(Object messageKey, Table table) {
        return key(messageKey, table, 0);
    }

    private static String key(Object key, Table table, int depth) {
        if (depth > MOST_LAYERS) {
            return null;
        }
        if (key instanceof Literal literal) {
            return literal.text();
        }
        if (key instanceof String text) {
            return fromText(text, table, depth);
        }
        return key instanceof JsonObject object ? fromObject(object, table, depth) : null;
    }

    private static String fromText(String text, Table table, int depth) {
        try {
            String key = key(JsonTree.read(text), table, depth + 1);
            return key == null ? text : key;
        } catch (NoJsonException bare) {
            return text;
        }
    }

    private static String fromObject(JsonObject object, Table table, int depth) {
        for (String name : table.keyNames()) {
            if (object.has(name)) {
                return key(object.get(name), table, depth + 1);
            }
        }
        return object.has("payload") ? key(object.get("payload"), table, depth + 1) : null;
    }

    /** What takes the place of an erased record. */
    static JsonObject of(Object key) {
        return new JsonObject()
                .with(MARK, new Literal("true"))
                .with(MESSAGE_KEY, key instanceof Number number ? new Literal(number.toString()) : key);
    }
}
