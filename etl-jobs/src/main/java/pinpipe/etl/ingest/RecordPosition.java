package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Column;

/** Where a record stands in its topic: the one order that decides which of two records is newer. */
public final class RecordPosition {
    private RecordPosition() {}

    /** The position that a lineage column holds. */
    public static Column of(String lineage) {
        return struct(col(lineage + ".offset"), col(lineage + ".partition"), col(lineage + ".position"));
    }
}
