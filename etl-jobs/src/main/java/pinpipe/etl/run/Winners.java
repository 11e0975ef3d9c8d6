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
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.ingest.LatestRecords;

/**
 * The newest good record of each key of a batch, held against what was known of the key.
 *
 * @param compared the records with {@code _fate} and {@code _news}
 * @param fates how many have each fate
 * @param news how many say something newer that the table's rows will not show
 * @param deleted how many of the updated take their row away
 */
record Winners(Dataset<Row> compared, Map<String, Long> fates, long news, long deleted) {
    /** From so many records on it pays to ask first which keys come more than once. */
    private static final long MANY = 100_000;

    /** Not more keys than these, of about 200 bytes each, are sent to all tasks. */
    private static final long SENT_TO_ALL = 300_000;

    /** Fewer cost a reader of the table more than they gain its writer. */
    private static final long ROWS_A_FILE = 50_000;

    /**
     * The winners among a batch's records.
     *
     * @param compared holds them against what is known of their keys, and holds what is dear to ask for twice
     * @param held holds what is read more than once
     */
    static Winners of(
            Dataset<Row> records,
            CleaningCounts counts,
            LatestRecords latest,
            UnaryOperator<Dataset<Row>> compared,
            Held held) {
        Optional<Winners> inPlace =
                counts.records() < MANY ? Optional.empty() : inPlace(records, counts, latest, compared, held);
        return inPlace.orElseGet(() -> of(compared.apply(latest.of(records))));
    }

    /** The same without moving a record; empty if too many keys come more than once, or two texts for one place. */
    private static Optional<Winners> inPlace(
            Dataset<Row> records,
            CleaningCounts counts,
            LatestRecords latest,
            UnaryOperator<Dataset<Row>> compared,
            Held held) {
        Dataset<Row> repeated = held.keep(latest.ofRepeated(records));
        Row sums = repeated.agg(count(lit(1)), coalesce(sum("_times"), lit(0L))).first();
        if (sums.getLong(0) > SENT_TO_ALL) {
            return Optional.empty();
        }
        long keys = counts.records() - counts.rejected() - sums.getLong(1) + sums.getLong(0);
        Winners winners = of(compared.apply(latest.of(records, repeated)));
        return winners.total() == keys ? Optional.of(winners) : Optional.empty();
    }

    private static Winners of(Dataset<Row> compared) {
        Map<String, Long> fates = new HashMap<>();
        long news = 0;
        long deleted = 0;
        for (Row fate : compared.groupBy("_fate")
                .agg(count(lit(1)), count_if(col("_news")), count_if(col(CleanedRecords.DELETED)))
                .collectAsList()) {
            fates.put(fate.getString(0), fate.getLong(1));
            news += fate.getLong(2);
            deleted += fate.getString(0).equals("updated") ? fate.getLong(3) : 0;
        }
        return new Winners(compared, fates, news, deleted);
    }

    /** How many have that fate. */
    long having(String fate) {
        return fates.getOrDefault(fate, 0L);
    }

    /** All of them. */
    long total() {
        return fates.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The rows that the table gets, written by this run, for as many files as they fill. */
    Dataset<Row> changes(long run) {
        long files = (having("inserted") + having("updated")) / ROWS_A_FILE + 1;
        return compared.where(col("_fate").isin("inserted", "updated"))
                .drop("_fate", "_news")
                .withColumn("_lineage", col("_lineage").withField("run", lit(run)))
                .coalesce((int) files);
    }

    /** What the table will not show, one line a key. */
    Dataset<Row> news(String key) {
        return compared.where("_news")
                .select(
                        col(key).as("key"),
                        col("_lineage.offset"),
                        col("_lineage.partition"),
                        col("_lineage.position"),
                        col(CleanedRecords.DELETED).as("deleted"));
    }
}
