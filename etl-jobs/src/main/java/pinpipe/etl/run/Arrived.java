package pinpipe.etl.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sum;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import pinpipe.etl.io.Transaction;

/**
 * The records of a stream's batch, fetched once and counted before anything is made of them.
 *
 * @param records {@code raw}, {@code lineage} and {@code arrived}
 * @param lines how many
 * @param source what was read, for the report
 * @param newest when the last of them had arrived at the source; null where there is none
 */
record Arrived(Dataset<Row> records, long lines, Source source, Instant newest) {
    /** Fetches a batch. Whoever has it must release it. */
    static Arrived of(Dataset<Row> batch) {
        Dataset<Row> records = batch.persist(StorageLevel.MEMORY_AND_DISK());
        Map<String, Source.Offsets> offsets = new TreeMap<>();
        long lines = 0;
        long bytes = 0;
        Instant newest = null;
        for (Row partition : records.groupBy("lineage.partition")
                .agg(
                        count(lit(1)),
                        coalesce(sum(octet_length(col("raw"))), lit(0L)),
                        min("lineage.offset"),
                        max("lineage.offset"),
                        max("arrived"))
                .collectAsList()) {
            lines += partition.getLong(1);
            bytes += partition.getLong(2);
            offsets.put(
                    Integer.toString(partition.getInt(0)),
                    new Source.Offsets(partition.getLong(3), partition.getLong(4) + 1));
            Instant last = partition.getTimestamp(5).toInstant();
            newest = newest == null || last.isAfter(newest) ? last : newest;
        }
        return new Arrived(records, lines, new Source(0, bytes, offsets, List.of(), List.of()), newest);
    }

    /** The records as a batch of this run, each at its place among those of all times in which its topic was made anew. */
    Batch batch(Transaction run, long base) {
        Dataset<Row> placed = records.withColumn(
                "lineage",
                col("lineage").withField("offset", col("lineage.offset").plus(lit(base))));
        return new Batch(run, false, placed, lines, source, this::release);
    }

    /** Lets go of what was fetched. */
    void release() {
        records.unpersist();
    }
}
