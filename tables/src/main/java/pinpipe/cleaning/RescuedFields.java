package pinpipe.cleaning;

import java.util.LinkedHashMap;
import java.util.Map;
import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.json.JsonTree.JsonObject;
import pinpipe.cleaning.values.Surrogates;

/** The fields of a record that no column takes, as they came: unknown ones, mistyped ones, unreadable ones. */
final class RescuedFields {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    void clear() {
        if (!fields.isEmpty()) {
            fields.clear();
        }
    }

    void add(String name, Object value) {
        fields.put(name, value);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** All of them as one JSON object; null where there are none. */
    String json() {
        if (fields.isEmpty()) {
            return null;
        }
        JsonObject object = new JsonObject();
        fields.forEach(object::with);
        return Surrogates.mended(JsonTree.write(object));
    }
}
