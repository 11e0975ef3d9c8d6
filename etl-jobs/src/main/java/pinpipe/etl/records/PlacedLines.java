package pinpipe.etl.records;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.Table;

/** Lines that bring their place with them: those of a stream or of the quarantine. Neighbours of one topic partition are a split. */
public final class PlacedLines extends RowLines {
    /** True in a column of lines that belong to none of the tables of their stream. */
    public static final String OF_NO_TABLE = "unrouted";

    /** When a line arrived at its source, in a column of lines. */
    public static final String ARRIVED = "arrived";

    private PlacedLines(Iterator<Row> rows) {
        super(rows, 0);
    }

    /**
     * The records of lines, in the columns of {@link RecordColumns}.
     *
     * @param lines {@code raw} and {@code lineage} STRUCT&lt;topic, partition, offset, position, object&gt;; perhaps {@link
     *     #OF_NO_TABLE} and {@link #ARRIVED}
     */
    public static Dataset<Row> clean(Table table, Dataset<Row> lines) {
        List<String> given = Arrays.asList(lines.columns());
        Column ofNoTable = given.contains(OF_NO_TABLE) ? col(OF_NO_TABLE) : lit(false);
        Column arrived = given.contains(ARRIVED) ? unix_micros(col(ARRIVED)) : lit(UNKNOWN);
        Dataset<Row> flat = lines.select(
                col("raw").cast("binary"),
                col("lineage.topic"),
                col("lineage.partition"),
                col("lineage.offset"),
                col("lineage.position"),
                col("lineage.object"),
                ofNoTable,
                arrived);
        return PartitionCleaner.of(table, flat, PlacedLines::new, false);
    }

    @Override
    protected boolean areOfOneSplit(Row row, Row next) {
        return row.getInt(2) == next.getInt(2) && row.getString(1).equals(next.getString(1));
    }

    @Override
    public String topic() {
        return row().getString(1);
    }

    @Override
    public int partition() {
        return row().getInt(2);
    }

    @Override
    public long offset() {
        return row().getLong(3);
    }

    @Override
    public long position() {
        return row().getLong(4);
    }

    @Override
    public String object() {
        return row().getString(5);
    }

    @Override
    public int number() {
        return 0;
    }

    @Override
    public long split() {
        return 0;
    }

    @Override
    public boolean isOfNoTable() {
        return row().getBoolean(6);
    }

    @Override
    public long arrived() {
        return row().getLong(7);
    }
}
