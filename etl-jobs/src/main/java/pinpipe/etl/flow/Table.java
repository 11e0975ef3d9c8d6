package pinpipe.etl.flow;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.types.StructType;

/**
 * What is done to one table, whole: the fields it reads, the steps that clean them, the checks that refuse a record, its
 * key and the columns it writes. Built as a list of sentences; see {@code PinTable}.
 */
public final class Table implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String sourceKey;
    private final String otherKey;
    private final List<String> fields;
    private final Set<String> named;
    private final StructType columns;
    private final transient List<Step> steps;
    private final transient List<Check> keyChecks;
    private final transient List<Check> checks;

    private Table(Builder builder) {
        this.name = builder.name;
        this.sourceKey = builder.sourceKey;
        this.otherKey = builder.otherKey;
        this.fields = List.copyOf(builder.fields);
        this.named = Set.copyOf(fields);
        this.columns = builder.columns;
        this.steps = List.copyOf(builder.steps);
        this.keyChecks = List.copyOf(builder.keyChecks);
        this.checks = List.copyOf(builder.checks);
    }

    /** Begins the definition of a table; the name is also that of its topic ({@code <prefix>.<name>}) and its folder. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The table's name. */
    public String name() {
        return name;
    }

    /** The clean table's key column. */
    public String key() {
        return columns.fieldNames()[0];
    }

    /** The name that the source gives to the key. */
    public String sourceKey() {
        return sourceKey;
    }

    /** The name that other sources give to the key; taken where the source's own is absent. */
    public String otherKey() {
        return otherKey;
    }

    /** The fields that are read besides the key. */
    public List<String> fields() {
        return fields;
    }

    /** The steps in their order. */
    public List<Step> steps() {
        return steps;
    }

    /** The checks of the key, the only ones that a record must pass which says that its row is gone. */
    public List<Check> keyChecks() {
        return keyChecks;
    }

    /** The checks of all else. A record is refused with every reason that holds. */
    public List<Check> checks() {
        return checks;
    }

    /** The columns that the clean table has before {@code _lineage} and {@code _rescued}; the key is the first. */
    public StructType columns() {
        return columns;
    }

    /** True if one of these field names, besides the key's, is the table's own. */
    boolean owns(Collection<?> names) {
        for (Object name : names) {
            if (named.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** True of the name of a field that is read besides the key. */
    boolean reads(String name) {
        return named.contains(name);
    }

    /** True of both names of the key. */
    boolean isKey(Object field) {
        return sourceKey.equals(field) || otherKey.equals(field);
    }

    /** Collects a definition. */
    public static final class Builder {
        private final String name;
        private String sourceKey;
        private String otherKey;
        private final List<String> fields = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<Check> keyChecks = new ArrayList<>();
        private final List<Check> checks = new ArrayList<>();
        private StructType columns;

        private Builder(String name) {
            this.name = name;
        }

        /** The key's name in the source, and the one by which other sources call it. */
        public Builder keyed(String sourceName, String otherName) {
            sourceKey = sourceName;
            otherKey = otherName;
            return this;
        }

        /** The fields that are read besides the key; any other is kept aside in {@code _rescued}. */
        public Builder reads(String... names) {
            fields.addAll(List.of(names));
            return this;
        }

        /** The steps that clean a record, done in this order. */
        public Builder cleans(Step... more) {
            steps.addAll(List.of(more));
            return this;
        }

        /** The same step for several columns, before those that follow. */
        public Builder cleansEach(Function<String, Step> step, String... names) {
            for (String column : names) {
                steps.add(step.apply(column));
            }
            return this;
        }

        /** The reasons to refuse a record for its key, each found after cleaning. */
        public Builder refusesKey(Check... more) {
            keyChecks.addAll(List.of(more));
            return this;
        }

        /** The reasons to refuse a record for anything else, each found after cleaning. */
        public Builder refuses(Check... more) {
            checks.addAll(List.of(more));
            return this;
        }

        /** The clean table's columns as Spark DDL, the key first; and the definition is complete. */
        public Table writes(String ddl) {
            columns = StructType.fromDDL(ddl);
            return new Table(this);
        }
    }
}
