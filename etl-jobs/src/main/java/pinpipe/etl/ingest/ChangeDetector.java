package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.Table;

/**
 * Compares the latest records of a batch with what is known of their keys, and says what becomes of each: {@code inserted} where
 * there is no row, {@code updated} where the row is older and differs or is to go, {@code unchanged} where the table
 * already says the same, {@code stale} where something newer is known.
 */
public final class ChangeDetector {
    private static final Column ROW_IS_THERE = col("_held_key").isNotNull();
    private static final Column PLACE = RecordPosition.of("_lineage");

    private ChangeDetector() {}

    /**
     * The latest records with their {@code _fate}, and with {@code _news} true where they say something newer that the table's
     * rows will not show.
     *
     * @param held the table's rows; empty if there is no table yet
     * @param heard what was heard of keys and their rows do not show: {@code key}, and {@code place} as {@link RecordPosition#of}
     */
    public static Dataset<Row> of(Table table, Dataset<Row> kept, Optional<Dataset<Row>> held, Dataset<Row> heard) {
        Dataset<Row> rows = held.orElseGet(() -> kept.where(lit(false)))
                .select(
                        col(table.key()).as("_held_key"),
                        content(table).as("_held"),
                        RecordPosition.of("_lineage").as("_held_place"));
        Dataset<Row> places =
                heard.select(col("key").as("_heard_key"), col("place").as("_heard_place"));
        return kept.join(rows, col(table.key()).equalTo(col("_held_key")), "left")
                .join(places, col(table.key()).equalTo(col("_heard_key")), "left")
                .withColumn("_known", greatest(col("_held_place"), col("_heard_place")))
                .withColumn("_fate", fate(table))
                .withColumn("_news", news())
                .drop("_held_key", "_held", "_held_place", "_heard_key", "_heard_place", "_known");
    }

    /** The held rows of the keys that won, found without moving any other: the keys are sent to every task. */
    public static Dataset<Row> rowsOf(Table table, Dataset<Row> kept, Dataset<Row> held) {
        Dataset<Row> keys = kept.select(col(table.key()).as("_kept_key"));
        return held.join(broadcast(keys), col(table.key()).equalTo(col("_kept_key")), "left_semi");
    }

    private static Column fate(Table table) {
        Column same = PLACE.equalTo(col("_held_place")).or(content(table).eqNullSafe(col("_held")));
        Column fateOfRow =
                when(not(ROW_IS_THERE), "inserted").when(same, "unchanged").otherwise("updated");
        Column fateOfDeletion = when(ROW_IS_THERE, "updated").otherwise("unchanged");
        return when(PLACE.lt(col("_known")), "stale")
                .when(col(CleanedRecords.DELETED), fateOfDeletion)
                .otherwise(fateOfRow);
    }

    private static Column news() {
        Column newer = coalesce(PLACE.gt(col("_known")), lit(true));
        return newer.and(col("_fate").notEqual("stale"))
                .and(col("_fate").equalTo("unchanged").or(col(CleanedRecords.DELETED)));
    }

    private static Column content(Table table) {
        List<Column> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add(col(column.name())));
        columns.add(col("_rescued"));
        return struct(columns.toArray(Column[]::new));
    }
}
