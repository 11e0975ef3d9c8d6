package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import pinpipe.cleaning.Table;

/**
 * Finds the newest good record of each key of a batch, as a row of the clean table; one with
 * {@link CleanedRecords#DELETED} says that there is no row.
 */
public final class LatestRecords {
    /** A record's place, and where two objects hold the same place, the object: other than a tie. */
    private static final Column WHICH =
            struct(col("_lineage.offset"), col("_lineage.partition"), col("_lineage.position"), col("_lineage.object"));

    private final Table table;

    /** For records of this table. */
    public LatestRecords(Table table) {
        this.table = table;
    }

    /** The newest of each key. Of two texts for one place, which is a tie, it is either. */
    public Dataset<Row> of(Dataset<Row> cleaned) {
        WindowSpec newestFirst = Window.partitionBy(col(table.key()))
                .orderBy(RecordPosition.of("_lineage").desc());
        return rows(good(cleaned)
                .withColumn("_rank", row_number().over(newestFirst))
                .where(col("_rank").equalTo(1)));
    }

    /**
     * The same, without moving a record; but both of a tie.
     *
     * @param repeated all {@link #ofRepeated}, few enough to be sent to every task
     */
    public Dataset<Row> of(Dataset<Row> cleaned, Dataset<Row> repeated) {
        Column newest = col("_newest").isNull().or(WHICH.equalTo(col("_newest")));
        return rows(good(cleaned)
                .join(broadcast(repeated), col(table.key()).equalTo(col("_repeated")), "left")
                .where(newest));
    }

    /** Each key that more than one good record has: {@code _repeated}, how many {@code _times}, and which is {@code _newest}. */
    public Dataset<Row> ofRepeated(Dataset<Row> cleaned) {
        return good(cleaned)
                .groupBy(col(table.key()).as("_repeated"))
                .agg(count(lit(1)).as("_times"), max(WHICH).as("_newest"))
                .where(col("_times").gt(1));
    }

    private static Dataset<Row> good(Dataset<Row> cleaned) {
        return cleaned.where(CleanedRecords.GOOD);
    }

    private Dataset<Row> rows(Dataset<Row> records) {
        return records.select(CleanedRecords.rowColumns(table));
    }
}
