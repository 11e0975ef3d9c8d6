package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.Table;

/**
 * Compares the latest records of a batch with what is known of their keys, and gives each good record its outcome: {@code
 * inserted} where there is no row, {@code updated} where the row is older and differs or is to go, {@code unchanged} where the
 * table already says the same, {@code stale} where something newer is known, {@code duplicate} where the batch has a later one.
 */
public final class ChangeDetector {
    /** What becomes of a record. */
    public static final String OUTCOME = "_outcome";

    /** True of a record that says something newer of its key, which the table's rows will not show. */
    public static final String KEY_VERSION = "_key_version";

    private static final Column IS_LATEST = col(LatestRecords.LATEST);
    private static final Column ROW_IS_THERE = col("_row_key").isNotNull();
    private static final Column PLACE = RecordPosition.of("_lineage");

    private ChangeDetector() {}

    /**
     * The good records with their {@link #OUTCOME}, and with {@link #KEY_VERSION}.
     *
     * @param records as {@link LatestRecords} gives them
     * @param rows the table's rows; empty if no key of the batch can be among them
     * @param heard what was heard of keys and their rows do not show: {@code key}, and {@code place} as {@link RecordPosition#of};
     *     empty if nothing was
     */
    public static Dataset<Row> of(
            Table table, Dataset<Row> records, Optional<Dataset<Row>> rows, Optional<Dataset<Row>> heard) {
        if (rows.isEmpty() && heard.isEmpty()) {
            return ofNew(records);
        }
        Dataset<Row> existing = rows.orElseGet(() -> records.where(lit(false)))
                .select(
                        col(table.key()).as("_row_key"),
                        CleanedRecords.content(table).as("_row"),
                        RecordPosition.of("_lineage").as("_row_place"));
        Dataset<Row> places = heard.orElseGet(
                        () -> records.where(lit(false)).select(col(table.key()).as("key"), PLACE.as("place")))
                .select(col("key").as("_heard_key"), col("place").as("_heard_place"));
        Column key = col(table.key());
        return records.join(existing, key.equalTo(col("_row_key")).and(IS_LATEST), "left")
                .join(places, key.equalTo(col("_heard_key")).and(IS_LATEST), "left")
                .withColumn("_known", greatest(col("_row_place"), col("_heard_place")))
                .withColumn(OUTCOME, outcome(table))
                .withColumn(KEY_VERSION, isKeyVersion())
                .drop("_row_key", "_row", "_row_place", "_heard_key", "_heard_place", "_known", LatestRecords.LATEST);
    }

    /** Of keys of which nothing is known: what is newly known of one that is deleted is only that. */
    private static Dataset<Row> ofNew(Dataset<Row> records) {
        Column deleted = col(CleanedRecords.DELETED);
        return records.withColumn(
                        OUTCOME,
                        when(not(IS_LATEST), "duplicate")
                                .when(deleted, "unchanged")
                                .otherwise("inserted"))
                .withColumn(KEY_VERSION, deleted.and(IS_LATEST))
                .drop(LatestRecords.LATEST);
    }

    /** The rows of the batch's keys, found without moving any other: the keys are sent to every task. */
    public static Dataset<Row> rowsOf(Table table, Dataset<Row> records, Dataset<Row> rows) {
        Dataset<Row> keys = records.where(IS_LATEST).select(col(table.key()).as("_batch_key"));
        return rows.join(broadcast(keys), col(table.key()).equalTo(col("_batch_key")), "left_semi");
    }

    private static Column outcome(Table table) {
        Column same = PLACE.equalTo(col("_row_place"))
                .or(CleanedRecords.content(table).eqNullSafe(col("_row")));
        Column ofRow =
                when(not(ROW_IS_THERE), "inserted").when(same, "unchanged").otherwise("updated");
        Column ofDeletion = when(ROW_IS_THERE, "updated").otherwise("unchanged");
        return when(not(IS_LATEST), "duplicate")
                .when(PLACE.lt(col("_known")), "stale")
                .when(col(CleanedRecords.DELETED), ofDeletion)
                .otherwise(ofRow);
    }

    private static Column isKeyVersion() {
        Column newer = coalesce(PLACE.gt(col("_known")), lit(true));
        return newer.and(not(col(OUTCOME).isin("stale", "duplicate")))
                .and(col(OUTCOME).equalTo("unchanged").or(col(CleanedRecords.DELETED)));
    }
}
