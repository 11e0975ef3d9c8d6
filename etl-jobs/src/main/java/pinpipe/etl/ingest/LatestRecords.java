package pinpipe.etl.ingest;

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
import pinpipe.cleaning.Table;

/**
 * Finds the latest good record of each key of a batch. All good records come back, as rows of the clean table with {@link
 * #LATEST}; the others are duplicates.
 */
public final class LatestRecords {
    /** True of the latest record of its key. */
    public static final String LATEST = "_latest";

    /** A record's place, and where two objects hold the same place, the object's number: other than a tie. */
    private static final Column WHICH =
            struct(col("_lineage.offset"), col("_lineage.partition"), col("_lineage.position"), col("_object"));

    private final Table table;

    /** For records of this table. */
    public LatestRecords(Table table) {
        this.table = table;
    }

    /** Where each key comes once. */
    public Dataset<Row> ofUnique(Dataset<Row> records) {
        return rows(good(records).withColumn(LATEST, lit(true)));
    }

    /** By ordering the records of each key, which moves them. Of two texts for one place, which is a tie, one is the latest. */
    public Dataset<Row> byOrder(Dataset<Row> records) {
        WindowSpec newestFirst = Window.partitionBy(col(table.key()))
                .orderBy(RecordPosition.of("_lineage").desc());
        return rows(
                good(records).withColumn(LATEST, row_number().over(newestFirst).equalTo(1)));
    }

    /**
     * Without moving a record; but both of a tie are the latest.
     *
     * @param repeated all {@link #repeated}, few enough to be sent to every task
     */
    public Dataset<Row> inPlace(Dataset<Row> records, Dataset<Row> repeated) {
        return rows(good(records)
                .join(broadcast(repeated), col(table.key()).equalTo(col("_repeated")), "left")
                .withColumn(LATEST, col("_newest").isNull().or(WHICH.equalTo(col("_newest")))));
    }

    /** Each key that more than one good record has: {@code _key}, and how many {@code _times}. */
    public Dataset<Row> repeatedKeys(Dataset<Row> records) {
        return good(records)
                .groupBy(col(table.key()).as("_key"))
                .agg(count(lit(1)).as("_times"))
                .where(col("_times").gt(1));
    }

    /**
     * Which record is the newest of each repeated key: {@code _repeated} and {@code _newest}.
     *
     * @param keys all {@link #repeatedKeys}, few enough to be sent to every task
     */
    public Dataset<Row> repeated(Dataset<Row> records, Dataset<Row> keys) {
        return good(records)
                .join(broadcast(keys), col(table.key()).equalTo(col("_key")), "left_semi")
                .groupBy(col(table.key()).as("_repeated"))
                .agg(max(WHICH).as("_newest"));
    }

    private static Dataset<Row> good(Dataset<Row> records) {
        return records.where(CleanedRecords.GOOD);
    }

    private Dataset<Row> rows(Dataset<Row> records) {
        List<Column> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add(col(column.name())));
        columns.addAll(List.of(col("_lineage"), col("_rescued"), col(CleanedRecords.DELETED), col(LATEST)));
        return records.select(columns.toArray(Column[]::new));
    }
}
