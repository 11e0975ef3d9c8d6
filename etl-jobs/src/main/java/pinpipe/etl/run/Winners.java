package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.etl.flow.Flow;

/**
 * The newest good record of each key of a batch, held against what was known of the key.
 *
 * @param compared the records with {@code _fate} and {@code _news}
 * @param fates how many have each fate
 * @param news how many say something newer that the table's rows will not show
 * @param deleted how many of the updated take their row away
 */
record Winners(Dataset<Row> compared, Map<String, Long> fates, long news, long deleted) {

    static Winners of(Dataset<Row> compared) {
        Map<String, Long> fates = new HashMap<>();
        long news = 0;
        long deleted = 0;
        for (Row fate : compared.groupBy("_fate")
                .agg(count(lit(1)), count_if(col("_news")), count_if(col(Flow.DELETED)))
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
    long sum() {
        return fates.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The rows that the table gets, written by this run. */
    Dataset<Row> changes(long run) {
        return compared.where(col("_fate").isin("inserted", "updated"))
                .drop("_fate", "_news")
                .withColumn("_lineage", col("_lineage").withField("run", lit(run)));
    }

    /** What the table will not show, one line a key. */
    Dataset<Row> news(String key) {
        return compared.where("_news")
                .select(
                        col(key).as("key"),
                        col("_lineage.offset"),
                        col("_lineage.partition"),
                        col("_lineage.position"),
                        col(Flow.DELETED).as("deleted"));
    }
}
