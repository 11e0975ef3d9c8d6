package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.json_object_keys;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.Table;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.ingest.LatestRecords;

/**
 * A batch whose records all have their outcome, counted; nothing is written yet.
 *
 * @param records all records
 * @param rejections what is rejected
 * @param good the good records
 * @param counts all that is counted; it adds up
 */
record ClassifiedBatch(Dataset<Row> records, Rejections rejections, ClassifiedRecords good, Counts counts) {
    /**
     * Classifies a batch.
     *
     * @param compared compares the latest records with what is known of their keys, and caches what is expensive
     * @param cached keeps what is read more than once
     */
    static ClassifiedBatch of(Batch batch, Table table, UnaryOperator<Dataset<Row>> compared, CachedDatasets cached) {
        CleaningCounts cleaning = batch.counts();
        Dataset<Row> records = CleanedRecords.of(table, batch.rows());
        Rejections rejections = Rejections.of(table, records, cleaning);
        ClassifiedRecords good = ClassifiedRecords.of(records, cleaning, new LatestRecords(table), compared, cached);
        Counts.Outcomes outcomes = new Counts.Outcomes(
                good.having("inserted"),
                good.having("updated"),
                good.having("unchanged"),
                good.having("stale"),
                good.having("duplicate") + rejections.duplicates(),
                rejections.records());
        Reconciliation.requireBalanced(table.name(), batch.lines(), cleaning, outcomes);
        Counts counts = new Counts(
                batch.lines(),
                cleaning.records(),
                outcomes,
                rejections.reasons(),
                cleaning.repairs(),
                cleaning.unwrapped(),
                cleaning.rescued(),
                good.deleted());
        return new ClassifiedBatch(records, rejections, good, counts);
    }

    /** Which fields good records bring that the table keeps aside, and how many records each. */
    Map<String, Long> newFields() {
        Map<String, Long> fields = new TreeMap<>();
        if (counts.rescued() > 0) {
            records.where(CleanedRecords.GOOD)
                    .select(explode(json_object_keys(col("_rescued"))).as("field"))
                    .groupBy("field")
                    .count()
                    .collectAsList()
                    .forEach(row -> fields.put(row.getString(0), row.getLong(1)));
        }
        return fields;
    }
}
