package pinpipe.etl.landing;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import pinpipe.etl.landing.objects.ObjectSplit;
import pinpipe.etl.records.RowLines;

/**
 * The lines of objects that Spark has split, as rows of a path, where the split begins, the file's length and the line. The rows
 * of a split follow one another.
 */
final class TextLines extends RowLines {
    static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Map<String, ObjectSplit> byPath;
    private final Set<Integer> marked;
    private ObjectSplit object;
    private long line;

    /**
     * Lines of these rows.
     *
     * @param byPath the objects by the paths that Spark names
     * @param marked the numbers of the objects whose byte order mark Spark has left out
     */
    TextLines(Iterator<Row> rows, Map<String, ObjectSplit> byPath, Set<Integer> marked) {
        super(rows, 3);
        this.byPath = byPath;
        this.marked = marked;
    }

    @Override
    protected boolean areOfOneSplit(Row row, Row next) {
        return row.getLong(1) == next.getLong(1) && row.getString(0).equals(next.getString(0));
    }

    @Override
    public boolean nextSplit() throws IOException {
        line = -1;
        if (!super.nextSplit()) {
            return false;
        }
        object = SparkReading.listed(row().getString(0), row().getLong(2), byPath);
        return true;
    }

    @Override
    public boolean nextLine() {
        line++;
        return super.nextLine();
    }

    /** The line, with the mark that Spark has left out. */
    @Override
    public byte[] bytes() {
        boolean isMarked = line == 0 && split() == 0 && marked.contains(number());
        return isMarked ? afterMark(super.bytes()) : super.bytes();
    }

    private static byte[] afterMark(byte[] line) {
        byte[] whole = Arrays.copyOf(BYTE_ORDER_MARK, BYTE_ORDER_MARK.length + line.length);
        System.arraycopy(line, 0, whole, BYTE_ORDER_MARK.length, line.length);
        return whole;
    }

    @Override
    public String topic() {
        return object.object().name().topic();
    }

    @Override
    public int partition() {
        return object.object().name().partition();
    }

    @Override
    public String object() {
        return object.object().path();
    }

    @Override
    public int number() {
        return object.number();
    }

    @Override
    public long split() {
        return row().getLong(1);
    }

    @Override
    public long offset() {
        return object.offset(line);
    }

    @Override
    public long position() {
        return object.position(line);
    }
}
