package pinpipe.etl.ingest;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import pinpipe.cleaning.Table;

/** A table's columns as Spark knows them. */
public final class TableSchema {
    private TableSchema() {}

    /** The columns before {@code _lineage} and {@code _rescued}; the key is the first. */
    public static StructType of(Table table) {
        return StructType.fromDDL(table.ddl());
    }

    /** The type of the key. */
    public static DataType keyType(Table table) {
        return of(table).apply(table.key()).dataType();
    }
}
