package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sort_array;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a batch rejects, as the lines that the quarantine keeps: a line is rejected with all its records. */
public final class RejectedLines {
    private RejectedLines() {}

    /**
     * The lines of rejected records, in the order in which they were read: where each is in its topic, its raw text, the number
     * of its records, all reasons.
     */
    public static Dataset<Row> of(Dataset<Row> records) {
        return records.where(col("_line_reasons").isNotNull())
                .select(
                        col("_lineage.topic"),
                        col("_lineage.partition"),
                        col("_lineage.offset"),
                        col("_line").as("position"),
                        col("_raw").as("raw"),
                        col("_lineage.object"),
                        col("_records").as("records"),
                        sort_array(array_distinct(col("_line_reasons"))).as("reasons"));
    }

    /** The same lines, each once: a line that was delivered again, at the same position with the same text, is one. */
    public static Dataset<Row> distinct(Dataset<Row> lines) {
        return lines.dropDuplicates(new String[] {"topic", "partition", "offset", "position", "raw"});
    }

    /**
     * How often each line came: {@code copies}, its {@code records}, and {@code reasons}, one each time that a record of it has
     * it. No line moves for that, only its place and a digest of it.
     */
    public static Dataset<Row> copies(Dataset<Row> records) {
        return records.where(col("_line_reasons").isNotNull())
                .groupBy(
                        col("_lineage.topic"),
                        col("_lineage.partition"),
                        col("_lineage.offset"),
                        col("_line"),
                        sha2(col("_raw").cast("binary"), 256))
                .agg(
                        count(lit(1)).as("copies"),
                        first("_records").as("records"),
                        first("_line_reasons").as("reasons"));
    }
}
