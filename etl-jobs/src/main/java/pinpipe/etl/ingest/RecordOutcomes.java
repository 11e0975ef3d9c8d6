package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import pinpipe.cleaning.Table;

/** What becomes of each record of a batch, told one by one: a run itself only counts them. */
public final class RecordOutcomes {
    private RecordOutcomes() {}

    /**
     * One row a record: its place, {@code _line} (the place of the line that it came from), its key, {@code _outcome}, and
     * the {@code _reasons} of one that is rejected.
     *
     * @param cleaned all records, as {@link CleanedRecords#records} gives them
     * @param compared the good ones, as {@link ChangeDetector} gives them
     */
    public static Dataset<Row> of(Table table, Dataset<Row> cleaned, Dataset<Row> compared) {
        Column rejected = CleanedRecords.REJECTED;
        // Two texts may have come for one place; only one of them can be the newest.
        WindowSpec samePlace = Window.partitionBy("topic", "partition", "offset", "position", "_key")
                .orderBy(CleanedRecords.REJECTED);
        Dataset<Row> records = cleaned.select(
                        col("_lineage.*"), col("_line"), col(table.key()).as("_key"), col("_reasons"))
                .withColumn("_copy", row_number().over(samePlace));
        Dataset<Row> latest = compared.where(col(ChangeDetector.OUTCOME).notEqual("duplicate"))
                .select(
                        col("_lineage.topic").as("_topic"),
                        col("_lineage.partition").as("_partition"),
                        col("_lineage.offset").as("_offset"),
                        col("_lineage.position").as("_position"),
                        col(table.key()).as("_latest_key"),
                        col(ChangeDetector.OUTCOME).as("_known"));
        Column isLatest = col("_topic")
                .equalTo(col("topic"))
                .and(col("_partition").equalTo(col("partition")))
                .and(col("_offset").equalTo(col("offset")))
                .and(col("_position").equalTo(col("position")))
                .and(col("_latest_key").equalTo(col("_key")))
                .and(col("_copy").equalTo(1));
        return records.join(latest, isLatest, "left")
                .select(
                        col("topic"),
                        col("partition"),
                        col("offset"),
                        col("position"),
                        col("_line"),
                        col("_key").as(table.key()),
                        when(rejected, "rejected")
                                .otherwise(coalesce(col("_known"), lit("duplicate")))
                                .as("_outcome"),
                        col("_reasons"));
    }
}
