package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sort_array;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a batch rejects, as records and as the lines that the quarantine keeps. */
public final class RejectedLines {
    private RejectedLines() {}

    /** The rejected records. A record that was delivered twice, at the same position with the same text, is one. */
    public static Dataset<Row> records(Dataset<Row> cleaned) {
        return cleaned.where(CleanedRecords.REJECTED)
                .select(col("_lineage.*"), col("_line"), col("_records"), col("_raw"), col("_reasons"))
                .dropDuplicates(new String[] {"topic", "partition", "offset", "position", "_raw"});
    }

    /** The lines of rejected records: where each is in its topic, its raw text, all reasons. */
    public static Dataset<Row> of(Dataset<Row> rejected) {
        return rejected.groupBy(
                        col("topic"),
                        col("partition"),
                        col("offset"),
                        col("_line").as("position"),
                        col("_raw").as("raw"))
                .agg(
                        max("object").as("object"),
                        first("_records").as("records"),
                        sort_array(array_distinct(flatten(collect_set(col("_reasons")))))
                                .as("reasons"));
    }
}
