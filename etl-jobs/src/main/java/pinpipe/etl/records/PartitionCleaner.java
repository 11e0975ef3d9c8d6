package pinpipe.etl.records;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import pinpipe.cleaning.Table;

/** Cleans lines that Spark hands over as rows: those of a stream, of the quarantine, and of objects that Spark reads. */
public final class PartitionCleaner implements Iterator<Row> {
    private final RecordCursor cursor;
    private final RecordValues values;
    private final int width;
    private boolean isAhead;
    private boolean isThere;

    private PartitionCleaner(Table table, RecordCursor cursor, boolean everyRaw) {
        this.cursor = cursor;
        this.values = new RecordValues(table, cursor, ValueForm.JAVA, everyRaw);
        this.width = RecordColumns.BEFORE_TABLE + table.columns().size();
    }

    /** Makes lines of the rows of a partition. */
    @FunctionalInterface
    public interface Lines extends Serializable {
        /** The lines. */
        LineSource of(Iterator<Row> partition);
    }

    /** The records of these lines, in the columns of {@link RecordColumns}. */
    public static Dataset<Row> of(Table table, Dataset<Row> rows, Lines lines, boolean everyRaw) {
        StructType schema = RecordColumns.inJava(table);
        MapPartitionsFunction<Row, Row> clean =
                partition -> new PartitionCleaner(table, new RecordCursor(table, lines.of(partition)), everyRaw);
        return rows.mapPartitions(clean, Encoders.row(schema)).select(inSpark(table));
    }

    private static Column[] inSpark(Table table) {
        StructType types = RecordColumns.of(table);
        List<Column> columns = new ArrayList<>();
        for (String name : types.fieldNames()) {
            Column column = functions.col(name);
            columns.add(
                    switch (types.apply(name).dataType().typeName()) {
                        case "timestamp" -> functions.timestamp_micros(column).as(name);
                        case "string" -> column.cast("string").as(name);
                        default -> column;
                    });
        }
        return columns.toArray(Column[]::new);
    }

    @Override
    public boolean hasNext() {
        if (!isAhead) {
            try {
                isThere = cursor.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            isAhead = true;
        }
        return isThere;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        isAhead = false;
        Object[] row = new Object[width];
        Arrays.setAll(row, values::value);
        return RowFactory.create(row);
    }
}
