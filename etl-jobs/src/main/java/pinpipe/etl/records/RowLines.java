package pinpipe.etl.records;

import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Lines that Spark hands over as rows, one a line. The rows of a split follow one another. */
public abstract class RowLines implements LineSource {
    private final Iterator<Row> rows;
    private final int column;
    private Row row;
    private byte[] bytes;

    /** The row of the next line, if it is known. */
    private Row ahead;

    /**
     * Lines of these rows.
     *
     * @param column the number of the column that holds the line
     */
    protected RowLines(Iterator<Row> rows, int column) {
        this.rows = rows;
        this.column = column;
    }

    /** True if two rows that follow one another are of one split. */
    protected abstract boolean areOfOneSplit(Row row, Row next);

    /** The row of the current line; before the first line of a split, that of the first. */
    protected final Row row() {
        return row;
    }

    @Override
    public boolean nextSplit() throws IOException {
        row = peek();
        return row != null;
    }

    @Override
    public boolean nextLine() {
        Row next = peek();
        if (next == null || !areOfOneSplit(row, next)) {
            return false;
        }
        row = next;
        bytes = row.isNullAt(column) ? new byte[0] : row.<byte[]>getAs(column);
        ahead = null;
        return true;
    }

    private Row peek() {
        if (ahead == null && rows.hasNext()) {
            ahead = rows.next();
        }
        return ahead;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int length() {
        return bytes().length;
    }
}
