package pinpipe.etl.flow;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructField;

/**
 * Finds the newest good record of each key among settled ones, as a row of the clean table; one with
 * {@link Flow#DELETED} says that there is no row.
 */
public final class Newest {
    /** A record's place, and where two objects hold the same place, the object: other than a tie. */
    private static final Column WHICH =
            struct(col("_lineage.offset"), col("_lineage.partition"), col("_lineage.position"), col("_lineage.object"));

    private final Table table;

    /** For records of this table. */
    public Newest(Table table) {
        this.table = table;
    }

    /** The newest of each key. Of two texts for one place, which is a tie, it is either. */
    public Dataset<Row> of(Dataset<Row> settled) {
        WindowSpec newestFirst = Window.partitionBy(col(table.key()))
                .orderBy(Flow.place("_lineage").desc());
        return rows(good(settled)
                .withColumn("_rank", row_number().over(newestFirst))
                .where(col("_rank").equalTo(1)));
    }

    /**
     * The same, without moving a record; but both of a tie.
     *
     * @param repeated all {@link #ofRepeated}, few enough to be sent to every task
     */
    public Dataset<Row> of(Dataset<Row> settled, Dataset<Row> repeated) {
        Column newest = col("_newest").isNull().or(WHICH.equalTo(col("_newest")));
        return rows(good(settled)
                .join(broadcast(repeated), col(table.key()).equalTo(col("_repeated")), "left")
                .where(newest));
    }

    /** Each key that more than one good record has: {@code _repeated}, how many {@code _times}, and which is {@code _newest}. */
    public Dataset<Row> ofRepeated(Dataset<Row> settled) {
        return good(settled)
                .groupBy(col(table.key()).as("_repeated"))
                .agg(count(lit(1)).as("_times"), max(WHICH).as("_newest"))
                .where(col("_times").gt(1));
    }

    private static Dataset<Row> good(Dataset<Row> settled) {
        return settled.where(Flow.GOOD);
    }

    private Dataset<Row> rows(Dataset<Row> records) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : table.columns().fields()) {
            columns.add(col(field.name()).cast(field.dataType()).as(field.name()));
        }
        columns.add(col("_lineage"));
        columns.add(col("_rescued"));
        columns.add(col(Flow.DELETED));
        return records.select(columns.toArray(Column[]::new));
    }
}
