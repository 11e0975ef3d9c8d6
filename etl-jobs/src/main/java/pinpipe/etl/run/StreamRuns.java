package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What a ledger knows of the batches of streams.
 *
 * @param rows its rows of them, planned or ended
 */
record StreamRuns(List<Entry> rows) {
    static final StreamRuns NONE = new StreamRuns(List.of());

    /** The status of a batch that was begun and will not be ended under its number. */
    static final String ABANDONED = "abandoned";

    /** True of a ledger's row that belongs to a batch of a stream. */
    static final Column OF_A_STREAM = col("kind").eqNullSafe(lit(Kind.STREAM.written()));

    /** An aggregate over a ledger's rows: those of streams, as {@link #of} reads them. */
    static final Column COLLECTED =
            collect_list(when(OF_A_STREAM, struct(col("run"), col("status"), col("stream"), col("rules"))));

    private static final String PLANNED = "planned";
    private static final String COMMITTED = "committed";

    /** A row: how run so and so stood with its batch, and by which rules. */
    record Entry(long run, String status, StreamBatch batch, String rules) {
        private boolean isOf(StreamBatch other) {
            return batch.query().equals(other.query()) && batch.batch() == other.batch();
        }
    }

    /** Those of the rows that {@link #COLLECTED} gives. */
    static StreamRuns of(List<Row> collected) {
        return new StreamRuns(collected.stream()
                .map(row -> new Entry(row.getLong(0), row.getString(1), LedgerRow.batch(row), row.getString(3)))
                .toList());
    }

    /** True if the table has the batch, and the ledger says so. */
    boolean committed(StreamBatch batch) {
        return committed().anyMatch(entry -> entry.batch().follows(batch));
    }

    /** The run that has begun this batch and has no end. */
    Optional<Entry> begun(StreamBatch batch) {
        return open().stream().filter(entry -> entry.isOf(batch)).findFirst();
    }

    /** What was begun and has no end. */
    List<Entry> open() {
        Set<Long> ended = rows.stream()
                .filter(entry -> !entry.status().equals(PLANNED))
                .map(Entry::run)
                .collect(Collectors.toSet());
        return rows.stream().filter(entry -> !ended.contains(entry.run())).toList();
    }

    /** The batch that was the last to become part of the table. */
    Optional<StreamBatch> last() {
        return committed().max(Comparator.comparingLong(Entry::run)).map(Entry::batch);
    }

    /** True if this run did a batch of a stream. */
    boolean include(long run) {
        return rows.stream()
                .anyMatch(entry -> entry.batch().first() == null
                        ? run == entry.run()
                        : entry.batch().first() <= run && run <= entry.run());
    }

    private Stream<Entry> committed() {
        return rows.stream().filter(entry -> entry.status().equals(COMMITTED));
    }
}
