package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import pinpipe.cleaning.Table;
import pinpipe.etl.io.Transaction;
import pinpipe.etl.records.LineSource;
import pinpipe.etl.records.PlacedLines;
import pinpipe.etl.records.SplitCounts;

/**
 * The lines of a stream's batch or of the quarantine, which bring their places with them: fetched and cleaned once. The caller
 * releases them.
 *
 * @param rows in the columns of {@link pinpipe.etl.records.RecordColumns}, cached
 * @param counts what was counted of them
 * @param offsets from where to where they come, by partition
 */
record CleanedLines(Dataset<Row> rows, SplitCounts counts, Map<String, Source.Offsets> offsets) {
    /**
     * Fetches and cleans lines.
     *
     * @param lines as {@link PlacedLines#clean} takes them
     */
    static CleanedLines of(Table table, Dataset<Row> lines) {
        Dataset<Row> rows = PlacedLines.clean(table, lines).persist(StorageLevel.MEMORY_AND_DISK());
        SplitCounts counts = new SplitCounts(table);
        Map<String, Source.Offsets> offsets = new TreeMap<>();
        for (Row row : rows.where(col("_counts").isNotNull())
                .select("partition", "_counts")
                .collectAsList()) {
            SplitCounts ofSplit = new SplitCounts(table);
            ofSplit.add(row.getStruct(1));
            counts.add(row.getStruct(1));
            offsets.merge(
                    Integer.toString(row.getInt(0)),
                    new Source.Offsets(ofSplit.first(), ofSplit.last() + 1),
                    (one, other) ->
                            new Source.Offsets(Math.min(one.from(), other.from()), Math.max(one.to(), other.to())));
        }
        return new CleanedLines(rows, counts, offsets);
    }

    /** How many lines. */
    long lines() {
        return counts.lines();
    }

    /** When the last of them had arrived at the source; null where it does not say it. */
    Instant newest() {
        return counts.newest() == LineSource.UNKNOWN ? null : Instant.EPOCH.plus(counts.newest(), ChronoUnit.MICROS);
    }

    /** A batch of a stream. If the topic was recreated, its offsets are above those of the earlier topics. */
    Batch ofStream(Transaction run, long base) {
        Source source = new Source(0, counts.bytes() - counts.lines(), offsets, List.of(), List.of());
        Dataset<Row> placed =
                base == 0 ? rows : rows.withColumn("offset", col("offset").plus(lit(base)));
        return new Batch(run, false, placed, counts.cleaning(), lines(), source, this::release);
    }

    /**
     * A batch of lines that were rejected before.
     *
     * @param count how many lines the quarantine has counted
     */
    Batch ofQuarantine(Transaction run, long count) {
        return new Batch(run, false, rows, counts.cleaning(), count, Source.nothing(List.of()), this::release);
    }

    /** Releases the cached rows. */
    void release() {
        rows.unpersist();
    }
}
