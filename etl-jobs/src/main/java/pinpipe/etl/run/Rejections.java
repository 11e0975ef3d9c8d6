package pinpipe.etl.run;

import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.Table;
import pinpipe.etl.ingest.RejectedLines;

/**
 * What a run rejects.
 *
 * @param lines the rejected lines, each once, as the quarantine keeps them
 * @param records how many records they hold
 * @param duplicates how many records came again with their lines
 * @param reasons how many records have each reason
 */
record Rejections(Dataset<Row> lines, long records, long duplicates, Map<String, Long> reasons) {
    /**
     * Counts what is rejected.
     *
     * @param records all records
     * @param counts what was counted while they were read
     */
    static Rejections of(Table table, Dataset<Row> records, CleaningCounts counts) {
        Dataset<Row> lines = RejectedLines.of(records);
        if (counts.rejected() == 0) {
            return new Rejections(lines, 0, 0, Map.of());
        }
        List<Column> sums = new ArrayList<>();
        sums.add(total(col("records").multiply(col("copies").minus(1))));
        for (String reason : table.reasons()) {
            sums.add(total(size(col("reasons")).minus(size(array_remove(col("reasons"), reason)))));
        }
        Row row = RejectedLines.copies(records)
                .agg(total(col("records")), sums.toArray(Column[]::new))
                .first();
        Map<String, Long> reasons = new TreeMap<>();
        for (int i = 0; i < table.reasons().size(); i++) {
            if (row.getLong(2 + i) > 0) {
                reasons.put(table.reasons().get(i), row.getLong(2 + i));
            }
        }
        long duplicates = row.getLong(1);
        return new Rejections(
                duplicates == 0 ? lines : RejectedLines.distinct(lines), row.getLong(0), duplicates, reasons);
    }

    private static Column total(Column each) {
        return coalesce(sum(each), lit(0L));
    }
}
