package pinpipe.cleaning;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A column of a clean table. */
public final class Column implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How the fields of a column make its value. */
    enum Shape {
        SINGLE,
        JOINED,
        ARRAY
    }

    private final String name;
    private final Shape shape;
    private final List<Field> fields;

    Column(String name, Shape shape, List<Field> fields) {
        this.name = name;
        this.shape = shape;
        this.fields = List.copyOf(fields);
    }

    /** The column's name. */
    public String name() {
        return name;
    }

    /** The column's type in SQL, such as {@code BIGINT} or {@code ARRAY<DOUBLE>}. */
    public String sqlType() {
        return shape == Shape.ARRAY
                ? "ARRAY<DOUBLE>"
                : fields.get(0).type().format().sqlType();
    }

    /** True of a column of type STRING. */
    public boolean isText() {
        return sqlType().equals("STRING");
    }

    /** True of a column of type TIMESTAMP. */
    public boolean isTimestamp() {
        return sqlType().equals("TIMESTAMP");
    }

    /** True of a text column in which hardly two rows have the same value; see {@link ColumnType#nearlyUnique()}. */
    public boolean isNearlyUnique() {
        return fields.stream().anyMatch(field -> field.type().isNearlyUnique());
    }

    /** What is true of the column, one sentence a field that it comes from. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (shape == Shape.JOINED) {
            sentences.add("texts with a blank between them; null where all are null");
        } else if (shape == Shape.ARRAY) {
            sentences.add("null where one of the numbers is null");
        }
        for (Field field : fields) {
            boolean named = shape != Shape.SINGLE || !field.names().equals(List.of(name));
            String from = named ? " from `%s`".formatted(String.join("` or `", field.names())) : "";
            List<String> said = new ArrayList<>(field.type().sentences());
            said.set(0, said.get(0) + from);
            sentences.add(String.join("; ", said));
        }
        return sentences;
    }

    Shape shape() {
        return shape;
    }

    List<Field> fields() {
        return fields;
    }
}
