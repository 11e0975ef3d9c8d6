package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import pinpipe.cleaning.Likeness;
import pinpipe.cleaning.Table;

/**
 * Which of the tables that share a stream a record belongs to: the table's name, or null where it belongs to none. A record
 * has one table, so that it has one outcome.
 */
public final class TableRouter {
    private TableRouter() {}

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
     * By the fields of the payload, however it is wrapped: the table whose rows it looks most like. What says only that a row
     * is deleted has no such fields, and belongs to none.
     */
    public static Column byShape(List<Table> tables, Column raw) {
        UDF1<byte[], String> mostLike =
                line -> Likeness.mostLike(tables, line).map(Table::name).orElse(null);
        return udf(mostLike, DataTypes.StringType).apply(raw.cast("binary"));
    }
}
