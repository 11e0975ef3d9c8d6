package pinpipe.etl.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.Table;
import pinpipe.etl.records.RecordColumns;

/** The records of a batch after cleaning, good and rejected ones. */
public final class CleanedRecords {
    /** True of a record that says that its row is deleted. */
    public static final String DELETED = "_deleted";

    /** True of a good record. */
    public static final Column GOOD = col("_reasons").isNull();

    /** True of a rejected record. */
    public static final Column REJECTED = col("_reasons").isNotNull();

    private CleanedRecords() {}

    /**
     * One row a record.
     *
     * @param rows in the columns of {@link RecordColumns}; counts among them are left out
     * @return {@code _lineage}, {@code _object} (the object's number), {@code _line} (the position of the line in which the record stands), {@code _records} (how many
     *     that line holds), {@code _deleted}, {@code _rescued}, {@code _reasons} (why it is rejected; null if it is good), {@code
     *     _line_reasons} and {@code _raw} (of the first record of a line: see {@link RecordColumns}), and the table's columns
     */
    public static Dataset<Row> of(Table table, Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>(List.of(
                struct("topic", "partition", "offset", "position", "object").as("_lineage"),
                col("_object"),
                col("_line"),
                col("_records"),
                col(DELETED),
                col("_rescued"),
                col("_reasons"),
                col("_line_reasons"),
                col("_raw")));
        table.columns().forEach(column -> columns.add(col(column.name())));
        return rows.where(col("_counts").isNull()).select(columns.toArray(Column[]::new));
    }

    /** The lines of records whose every {@code _raw} is there, each once: {@code lineage} and {@code raw}. */
    public static Dataset<Row> lines(Dataset<Row> records) {
        return records.where(col("_raw").isNotNull())
                .select(col("_lineage").as("lineage"), col("_raw").as("raw"));
    }

    /** The content of a clean row: what two rows of a key are compared by. */
    public static Column content(Table table) {
        List<Column> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add(col(column.name())));
        columns.add(col("_rescued"));
        return struct(columns.toArray(Column[]::new));
    }
}
