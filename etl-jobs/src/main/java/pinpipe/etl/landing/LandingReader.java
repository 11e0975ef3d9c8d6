package pinpipe.etl.landing;

import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import pinpipe.cleaning.Table;
import pinpipe.etl.records.LineSource;
import pinpipe.etl.records.RecordColumns;
import pinpipe.etl.records.RecordCursor;
import pinpipe.etl.records.RecordValues;
import pinpipe.etl.records.ValueForm;

/** The rows of one task: one row object, refilled for each. */
final class LandingReader implements PartitionReader<InternalRow> {
    private final RecordCursor cursor;
    private final RecordValues values;
    private final int[] columns;
    private final GenericInternalRow row;

    /**
     * The records of lines.
     *
     * @param asked the columns that are asked for, of {@link RecordColumns#of}
     * @param everyRaw true if every line comes with its records
     */
    LandingReader(Table table, LineSource lines, StructType asked, boolean everyRaw) {
        StructType all = RecordColumns.of(table);
        this.cursor = new RecordCursor(table, lines);
        this.values = new RecordValues(table, cursor, ValueForm.SPARK, everyRaw);
        this.columns =
                Arrays.stream(asked.fieldNames()).mapToInt(all::fieldIndex).toArray();
        this.row = new GenericInternalRow(columns.length);
    }

    @Override
    public boolean next() throws IOException {
        return cursor.next();
    }

    @Override
    public InternalRow get() {
        for (int i = 0; i < columns.length; i++) {
            row.update(i, values.value(columns[i]));
        }
        return row;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
