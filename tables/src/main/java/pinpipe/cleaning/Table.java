package pinpipe.cleaning;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The definition of a clean table, column by column; see {@code pinpipe.tables.PinTable}. All else is derived from it: the
 * fields that are read, the schema, the reasons for which a record is rejected, what the report counts, the documentation,
 * the fingerprint of the rules. Immutable: each method returns a longer definition.
 */
public final class Table implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A record that has no field of the table but perhaps its key. */
    static final String OTHER_TABLE = "other_table";

    /** A good record of a line in which another record is rejected. */
    static final String LINE_REJECTED = "line_rejected";

    /** The key has two values in one record. */
    static final String KEYS_DIFFER = "keys_differ";

    /** A record's mark of deletion is neither true nor false. */
    static final String DELETED_UNREADABLE = "deleted_unreadable";

    private final String name;
    private final List<Column> columns;
    private final List<Field> fields;
    private final Map<String, FieldName> names;

    /** Which field a name in a record means, and how much it is preferred to the field's other names (0 is most). */
    record FieldName(Field field, int rank) implements Serializable {}

    private Table(String name, List<Column> columns, List<Field> fields) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.fields = List.copyOf(fields);
        this.names = new HashMap<>();
        for (Field field : fields) {
            for (int rank = 0; rank < field.names().size(); rank++) {
                String known = field.names().get(rank);
                if (names.put(known, new FieldName(field, rank)) != null) {
                    throw new IllegalArgumentException(
                            "Cannot define table %s: two columns come from the field %s. Let each have its own."
                                    .formatted(name, known));
                }
            }
        }
    }

    /** Begins the definition of a table; the name is also that of its topic ({@code <prefix>.<name>}) and its folder. */
    public static Table named(String name) {
        return new Table(name, List.of(), List.of());
    }

    /** The key: the first column; a record without a readable one is rejected. */
    public Table key(String column, ColumnType type) {
        if (!columns.isEmpty()) {
            throw new IllegalStateException(
                    "Cannot define table %s: the key %s is not its first column. Say key(…) before column(…)."
                            .formatted(name, column));
        }
        return with(column, Column.Shape.SINGLE, List.of(type.required()));
    }

    /** A column that comes from one field. */
    public Table column(String column, ColumnType type) {
        requireKey("the column " + column);
        return with(column, Column.Shape.SINGLE, List.of(type));
    }

    /** A column that is made of several fields. */
    public Table column(String column, CombinedType type) {
        requireKey("the column " + column);
        return with(column, type.shape(), type.parts());
    }

    /** Fields that belong to the table's records and are left out; all that is neither read nor named here is rescued. */
    public Table ignoring(String... ignored) {
        requireKey("an ignored field");
        List<Field> more = new ArrayList<>(fields);
        for (String field : ignored) {
            more.add(new Field(more.size(), List.of(field), null, null, field));
        }
        return new Table(name, columns, more);
    }

    private void requireKey(String what) {
        if (columns.isEmpty()) {
            throw new IllegalStateException(
                    "Cannot define table %s: %s comes before the key. Say key(…) first.".formatted(name, what));
        }
    }

    private void requireOwnName(String column) {
        if (column.equalsIgnoreCase("_lineage") || column.equalsIgnoreCase("_rescued")) {
            throw new IllegalArgumentException(
                    "Cannot define table %s: each table has a column %s already. Choose another name."
                            .formatted(name, column));
        }
        if (columns.stream().anyMatch(other -> other.name().equalsIgnoreCase(column))) {
            throw new IllegalArgumentException(
                    "Cannot define table %s: two columns are named %s. Let each have a name of its own."
                            .formatted(name, column));
        }
    }

    private Table with(String column, Column.Shape shape, List<ColumnType> types) {
        requireOwnName(column);
        List<Field> more = new ArrayList<>(fields);
        List<Field> parts = new ArrayList<>();
        for (ColumnType type : types) {
            List<String> from = type.names().isEmpty() ? List.of(column) : type.names();
            String label = more.isEmpty() ? Field.KEY : shape == Column.Shape.SINGLE ? column : from.get(0);
            Field field = new Field(more.size(), from, type, column, label);
            more.add(field);
            parts.add(field);
        }
        List<Column> all = new ArrayList<>(columns);
        all.add(new Column(column, shape, parts));
        return new Table(name, all, more);
    }

    /** The table's name. */
    public String name() {
        return name;
    }

    /** The name of the key column. */
    public String key() {
        return columns.get(0).name();
    }

    /** The names that records give to the key, the preferred one first. */
    public List<String> keyNames() {
        return fields.get(0).names();
    }

    /** The columns before {@code _lineage} and {@code _rescued}; the key is the first. */
    public List<Column> columns() {
        return columns;
    }

    /** The clean table's columns as DDL. */
    public String ddl() {
        return String.join(
                ", ",
                columns.stream()
                        .map(column -> column.name() + " " + column.sqlType())
                        .toList());
    }

    /** The names of the fields that are read besides the key; any other is kept in {@code _rescued}. */
    public List<String> fieldNames() {
        return fields.stream().skip(1).flatMap(field -> field.names().stream()).toList();
    }

    /** The names of the fields that are known and left out. */
    public List<String> ignoredNames() {
        return fields.stream()
                .filter(Field::isIgnored)
                .flatMap(field -> field.names().stream())
                .toList();
    }

    /** All reasons for which a record may be rejected, by name. */
    public List<String> reasons() {
        TreeSet<String> reasons = new TreeSet<>(List.of(OTHER_TABLE, LINE_REJECTED, KEYS_DIFFER, DELETED_UNREADABLE));
        Stream.of(LineProblem.values()).map(LineProblem::reason).forEach(reasons::add);
        for (Field field : fields) {
            if (!field.isIgnored() && field.type().isRequired()) {
                reasons.add(field.missing());
            }
            if (!field.isIgnored() && field.type().rejects()) {
                reasons.add(field.unreadable());
            }
            if (!field.isIgnored()
                    && field.rejectsOutOfRange()
                    && field.type().format().isNumeric()) {
                reasons.add(field.outOfRange());
            }
        }
        return List.copyOf(reasons);
    }

    List<Field> fields() {
        return fields;
    }

    /** What a name in a record means; null for an unknown one. */
    FieldName field(String fieldName) {
        return names.get(fieldName);
    }

    boolean isKey(String fieldName) {
        return keyNames().contains(fieldName);
    }
}
