package pinpipe.etl.flow;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which of the tables that share a stream a record belongs to: the table's name, or null where it belongs to none. A record
 * has one table, so that it has one fate.
 */
public final class Belonging {
    /** True of a record that belongs to no table: whoever sifts it refuses it as {@code other_table}, whatever it says. */
    public static final String STRAY = "stray";

    private Belonging() {}

    /** By the record's key in the stream, which is the table's name, or that behind {@code <prefix>-}. */
    public static Column byKey(List<Table> tables, String prefix, Column key) {
        Column owner = lit(null).cast(DataTypes.StringType);
        for (Table table : tables) {
            owner = when(key.isin(table.name(), prefix + "-" + table.name()), lit(table.name()))
                    .otherwise(owner);
        }
        return owner;
    }

    /**
     * By the fields of the payload, however it is wrapped: the first table that owns one of them. What says only that a row
     * is gone has no such fields, and belongs to none.
     */
    public static Column byShape(List<Table> tables, Column raw) {
        Column owner = lit(null).cast(DataTypes.StringType);
        for (Table table : tables) {
            owner = coalesce(
                    owner,
                    when(udf(new Owns(table), DataTypes.BooleanType).apply(raw.cast("binary")), lit(table.name())));
        }
        return owner;
    }

    /** True of a line that holds a row of the table. */
    private static final class Owns implements UDF1<byte[], Boolean> {
        private static final long serialVersionUID = 1L;

        private final Table table;

        private Owns(Table table) {
            this.table = table;
        }

        @Override
        public Boolean call(byte[] line) {
            return new Opener(table)
                    .open(line).stream()
                            .anyMatch(opened -> opened.problem() == null
                                    && table.owns(opened.fields().keySet()));
        }
    }
}
