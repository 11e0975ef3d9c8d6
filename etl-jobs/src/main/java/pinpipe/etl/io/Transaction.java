package pinpipe.etl.io;

import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;

/**
 * The name under which a run writes, so that a write which is done twice is done once: Delta leaves out a write whose
 * application and version a table has seen.
 *
 * @param application who writes: unlike for every ledger, so that a new ledger beside an old table never meets old names
 * @param run the run's number, which only grows
 * @param again true if an earlier attempt of the same run may have written already
 */
public record Transaction(String application, long run, boolean again) {
    /** A write of Delta under this name. */
    DataFrameWriter<Row> named(DataFrameWriter<Row> writer) {
        return writer.format("delta")
                .option("txnAppId", application)
                .option("txnVersion", run)
                .option("userMetadata", note());
    }

    /** What stands in the commit, by which a run finds its own. */
    String note() {
        return application + " run " + run;
    }
}
