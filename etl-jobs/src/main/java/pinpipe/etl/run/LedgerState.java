package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where a table stands, by what is in its ledger.
 *
 * @param ledger the ledger's own name, unlike for every ledger; null where there is none yet
 * @param lastRun the highest run number, 0 where there is none
 * @param lastEnd the highest run, batches of streams left out, that has ended; 0 where none has
 * @param unfinished the run that was planned and has not ended, if there is one
 * @param bookmark what was consumed of what landed
 * @param streamed what streams have fed it from, {@code kafka} or {@code kinesis}; null where none did
 * @param streams the batches of streams
 */
record LedgerState(
        String ledger,
        long lastRun,
        long lastEnd,
        Optional<Long> unfinished,
        Bookmark bookmark,
        String streamed,
        StreamRuns streams) {
    /** The status of a ledger's first row, whose holder is the ledger's own name. */
    static final String MADE = "made";

    /** Of a table that was never run. */
    static final LedgerState NEVER_RUN =
            new LedgerState(null, 0, 0, Optional.empty(), Bookmark.START, null, StreamRuns.NONE);

    /** By a ledger's rows. */
    static LedgerState of(Dataset<Row> rows) {
        // A stream's batches are planned in its checkpoint, and move no bookmark: of the runs only their number counts
        // here.
        Column ours = not(StreamRuns.OF_A_STREAM);
        Column committed = col("status").equalTo("committed");
        Row row = rows.agg(
                        max(when(col("status").equalTo(MADE), col("holder"))),
                        max("run"),
                        max(when(col("status").isin("committed", "rejected").and(ours), col("run"))),
                        max(when(col("status").equalTo("planned").and(ours), col("run"))),
                        max_by(col("bookmark"), when(committed.and(ours), col("run"))),
                        max(when(committed.and(StreamRuns.OF_A_STREAM), col("stream.source"))),
                        StreamRuns.COLLECTED)
                .first();
        long ended = run(row, 2);
        long planned = run(row, 3);
        return new LedgerState(
                row.getString(0),
                run(row, 1),
                ended,
                planned > ended ? Optional.of(planned) : Optional.empty(),
                row.isNullAt(4) ? Bookmark.START : Bookmark.read(row.getString(4)),
                row.getString(5),
                StreamRuns.of(row.getList(6)));
    }

    /** The same after this run was planned, by a ledger of that name. */
    LedgerState planned(String name, long run) {
        return new LedgerState(name, Math.max(lastRun, run), lastEnd, Optional.of(run), bookmark, streamed, streams);
    }

    /** The same after a run has ended, {@code committed} with the bookmark it moved to, or {@code rejected}. */
    LedgerState ended(Report report, Bookmark reached) {
        long run = report.run();
        return new LedgerState(
                ledger,
                Math.max(lastRun, run),
                run,
                unfinished.filter(other -> other > run),
                report.status().equals("committed") ? reached : bookmark,
                streamed,
                streams);
    }

    private static long run(Row row, int column) {
        return row.isNullAt(column) ? 0 : row.getLong(column);
    }
}
