package pinpipe.etl.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.flow.Json.Literal;
import pinpipe.etl.flow.Opener.Opened;

/**
 * Turns a line into records whose fields are text: a named step of the table casts them later, and can then tell "came
 * and was no number" from "never came". The one UDF of the flow, since no built-in function says where JSON ends.
 */
final class Parser implements UDF1<byte[], List<Row>> {
    private static final long serialVersionUID = 1L;

    /** {@code true} in this field says that the row is gone. */
    static final String DELETED = "_deleted";

    /** Where the key of a Kafka message without a value stands, whatever the table calls it. */
    static final String MESSAGE_KEY = "_key";

    private final Table table;

    Parser(Table table) {
        this.table = table;
    }

    /** What a line becomes: an array of records. */
    static DataType type(Table table) {
        StructType text = new StructType().add(table.key(), "string");
        for (String field : table.fields()) {
            text = text.add(field, "string");
        }
        StructType parsed = new StructType()
                .add("problem", "string")
                .add("opened", DataTypes.createArrayType(DataTypes.StringType))
                .add("foreign", "boolean")
                .add("deleted", "boolean")
                .add("rescued", "string")
                .add("text", text);
        return DataTypes.createArrayType(parsed);
    }

    @Override
    public List<Row> call(byte[] line) {
        List<Row> rows = new ArrayList<>();
        for (Opened opened : new Opener(table).open(line)) {
            String[] layers = opened.layers().toArray(String[]::new);
            if (opened.problem() != null) {
                rows.add(RowFactory.create(opened.problem(), layers, false, false, null, null));
            } else {
                rows.add(parsed(layers, opened.fields()));
            }
        }
        return rows;
    }

    private Row parsed(String[] layers, Map<?, ?> fields) {
        boolean deleted = isTrue(fields.get(DELETED));
        String key = key(fields, deleted);
        Object[] text = new Object[table.fields().size() + 1];
        text[0] = text(fields.get(key));
        for (int i = 1; i < text.length; i++) {
            text[i] = text(fields.get(table.fields().get(i - 1)));
        }
        boolean foreign = !deleted && !table.owns(fields.keySet());
        return RowFactory.create(null, layers, foreign, deleted, rescued(fields, key), RowFactory.create(text));
    }

    private String key(Map<?, ?> fields, boolean deleted) {
        if (fields.containsKey(table.sourceKey())) {
            return table.sourceKey();
        }
        return deleted && fields.containsKey(MESSAGE_KEY) ? MESSAGE_KEY : table.otherKey();
    }

    private static boolean isTrue(Object value) {
        return "true".equals(text(value));
    }

    /** Unknown fields, and known ones that hold an object or a list where a value belongs, as they came. */
    private String rescued(Map<?, ?> fields, String key) {
        Map<String, Object> aside = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = field.getKey().toString();
            boolean known = name.equals(key) || table.reads(name) || name.equals(DELETED);
            if (!known || field.getValue() instanceof Map || field.getValue() instanceof List) {
                aside.put(name, field.getValue());
            }
        }
        return aside.isEmpty() ? null : Json.write(aside);
    }

    private static String text(Object value) {
        if (value instanceof Literal literal) {
            return literal.text();
        }
        return value instanceof String text ? text : null;
    }
}
