package pinpipe.etl.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.etl.ingest.ChangeDetector;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.ingest.LatestRecords;

/**
 * The good records of a batch with their outcomes, counted.
 *
 * @param rows the records with their {@link ChangeDetector#OUTCOME} and {@link ChangeDetector#KEY_VERSION}
 * @param outcomes how many have each outcome
 * @param keyVersions how many say something newer that the table's rows will not show
 * @param deleted how many of the updated take their row away
 */
record ClassifiedRecords(Dataset<Row> rows, Map<String, Long> outcomes, long keyVersions, long deleted) {
    /** From so many records on it pays to ask first which keys come more than once. */
    private static final long MANY = 100_000;

    /** Not more keys than these, of about 80 bytes each, are sent to all tasks. */
    private static final long SENT_TO_ALL = 1_000_000;

    /** Fewer cost a reader of the table more than they gain its writer. */
    private static final long ROWS_A_FILE = 50_000;

    /**
     * Classifies a batch.
     *
     * @param records all records
     * @param counts what was counted while they were read
     * @param compared compares the latest records with what is known of their keys, and caches what is expensive
     * @param cached keeps what is read more than once
     */
    static ClassifiedRecords of(
            Dataset<Row> records,
            CleaningCounts counts,
            LatestRecords latest,
            UnaryOperator<Dataset<Row>> compared,
            CachedDatasets cached) {
        Optional<ClassifiedRecords> inPlace =
                counts.records() < MANY ? Optional.empty() : inPlace(records, latest, compared, cached);
        return inPlace.orElseGet(() -> of(compared.apply(latest.byOrder(records))));
    }

    /** The same without moving a record; empty if too many keys come more than once, or two texts for one place. */
    private static Optional<ClassifiedRecords> inPlace(
            Dataset<Row> records, LatestRecords latest, UnaryOperator<Dataset<Row>> compared, CachedDatasets cached) {
        Dataset<Row> keys = cached.keep(latest.repeatedKeys(records));
        Row sums = keys.agg(count(lit(1)), coalesce(sum("_times"), lit(0L))).first();
        if (sums.getLong(0) == 0) {
            return Optional.of(of(compared.apply(latest.ofUnique(records))));
        }
        if (sums.getLong(0) > SENT_TO_ALL) {
            return Optional.empty();
        }
        Dataset<Row> repeated = cached.keep(latest.repeated(records, keys));
        long duplicates = sums.getLong(1) - sums.getLong(0);
        ClassifiedRecords classified = of(compared.apply(latest.inPlace(records, repeated)));
        return classified.having("duplicate") == duplicates ? Optional.of(classified) : Optional.empty();
    }

    private static ClassifiedRecords of(Dataset<Row> compared) {
        Map<String, Long> outcomes = new HashMap<>();
        long keyVersions = 0;
        long deleted = 0;
        for (Row outcome : compared.groupBy(ChangeDetector.OUTCOME)
                .agg(count(lit(1)), count_if(col(ChangeDetector.KEY_VERSION)), count_if(col(CleanedRecords.DELETED)))
                .collectAsList()) {
            outcomes.put(outcome.getString(0), outcome.getLong(1));
            keyVersions += outcome.getLong(2);
            deleted += outcome.getString(0).equals("updated") ? outcome.getLong(3) : 0;
        }
        return new ClassifiedRecords(compared, outcomes, keyVersions, deleted);
    }

    /** How many have that outcome. */
    long having(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** The rows that the table gets, written by this run, for as many files as they fill. */
    Dataset<Row> changes(long run) {
        long files = (having("inserted") + having("updated")) / ROWS_A_FILE + 1;
        return rows.where(col(ChangeDetector.OUTCOME).isin("inserted", "updated"))
                .drop(ChangeDetector.OUTCOME, ChangeDetector.KEY_VERSION)
                .withColumn("_lineage", col("_lineage").withField("run", lit(run)))
                .coalesce((int) files);
    }

    /** What the table will not show, one line a key. */
    Dataset<Row> keyVersions(String key) {
        return rows.where(ChangeDetector.KEY_VERSION)
                .select(
                        col(key).as("key"),
                        col("_lineage.offset"),
                        col("_lineage.partition"),
                        col("_lineage.position"),
                        col(CleanedRecords.DELETED).as("deleted"));
    }
}
