package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.Table;

/**
 * The records of a batch after cleaning: one row a record, and one row of counts for each partition of the lines. Both come
 * from the same pass over the lines, so whoever caches {@link #rows} counts what it writes.
 *
 * @param table what the records are cleaned as
 * @param rows {@code _lineage}, {@code _line} (the position of the line in which the record stands), {@code _records} (how many that
 *     line holds), {@code _deleted}, {@code _rescued}, {@code _reasons} (why it is rejected; empty if it is good), {@code _raw}
 *     (its line, if it is rejected), the table's columns, and {@code _counts}, which is null except in rows of counts
 */
public record CleanedRecords(Table table, Dataset<Row> rows) {
    /** True of a record that says that its row is deleted. */
    public static final String DELETED = "_deleted";

    /** True of a good record. */
    public static final Column GOOD = size(col("_reasons")).equalTo(0);

    /** True of a rejected record. */
    public static final Column REJECTED = not(GOOD);

    private static final Column IS_RECORD = col("_counts").isNull();

    /**
     * Cleans lines.
     *
     * @param lines what every source hands over: {@code raw}, and {@code lineage} STRUCT&lt;topic, partition, offset, position,
     *     object&gt;; perhaps {@link TableRouter#UNROUTED}
     */
    public static CleanedRecords of(Table table, Dataset<Row> lines) {
        boolean routed = Arrays.asList(lines.columns()).contains(TableRouter.UNROUTED);
        Dataset<Row> flat = lines.select(
                col("raw").cast("binary"),
                col("lineage.topic"),
                col("lineage.partition"),
                col("lineage.offset"),
                col("lineage.position"),
                col("lineage.object"),
                routed ? col(TableRouter.UNROUTED) : lit(false).as(TableRouter.UNROUTED));
        MapPartitionsFunction<Row, Row> clean = partition -> new CleanedPartition(table, partition);
        Dataset<Row> cleaned = flat.mapPartitions(clean, Encoders.row(CleanedPartition.schema(table)));
        return new CleanedRecords(table, cleaned.select(columns(table)));
    }

    /** The same, read from where the rows are cached. */
    public CleanedRecords in(Dataset<Row> cached) {
        return new CleanedRecords(table, cached);
    }

    /** One row a record. */
    public Dataset<Row> records() {
        return rows.where(IS_RECORD).drop("_counts");
    }

    /** One row of counts for each partition of the lines, for {@link #sum}. */
    public Dataset<Row> counts() {
        return rows.where(not(IS_RECORD)).select("_counts");
    }

    /** All that was counted during the pass. */
    public CleaningCounts sum(List<Row> counts) {
        CleaningCounts sum = new CleaningCounts(table);
        for (Row partition : counts) {
            sum.add(partition.<Long>getList(0).stream()
                    .mapToLong(Long::longValue)
                    .toArray());
        }
        return sum;
    }

    private static Column[] columns(Table table) {
        Column lineage = struct(col("topic"), col("partition"), col("offset"), col("position"), col("object"));
        List<Column> columns = new ArrayList<>(List.of(
                lineage.as("_lineage"),
                col("_line"),
                col("_records"),
                col(DELETED),
                col("_rescued"),
                col("_reasons"),
                col("_raw").cast("string").as("_raw"),
                col("_counts")));
        for (pinpipe.cleaning.Column column : table.columns()) {
            boolean instant = column.sqlType().equals("TIMESTAMP");
            Column value = col(column.name());
            columns.add(instant ? timestamp_micros(value).as(column.name()) : value);
        }
        return columns.toArray(Column[]::new);
    }

    /** The columns of a clean row, with what it came from. */
    static Column[] rowColumns(Table table) {
        List<Column> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add(col(column.name())));
        columns.add(col("_lineage"));
        columns.add(col("_rescued"));
        columns.add(col(DELETED));
        return columns.toArray(Column[]::new);
    }
}
