package pinpipe.etl.landing;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import pinpipe.etl.landing.objects.ObjectSplit;
import pinpipe.etl.records.LineSource;

/**
 * The lines of objects that Spark has split, as rows of a path, where the split begins, the file's length and the line. The rows
 * of a split follow one another.
 */
final class TextLines implements LineSource {
    static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Iterator<Row> rows;
    private final Map<String, ObjectSplit> byPath;
    private final Set<Integer> marked;
    private Row row;
    private ObjectSplit object;
    private byte[] bytes;
    private long line;

    /** The row of the next line, if it is known. */
    private Row ahead;

    /**
     * Lines of these rows.
     *
     * @param byPath the objects by the paths that Spark names
     * @param marked the numbers of the objects whose byte order mark Spark has left out
     */
    TextLines(Iterator<Row> rows, Map<String, ObjectSplit> byPath, Set<Integer> marked) {
        this.rows = rows;
        this.byPath = byPath;
        this.marked = marked;
    }

    @Override
    public boolean nextSplit() throws IOException {
        row = peek();
        line = -1;
        if (row == null) {
            return false;
        }
        object = SparkReading.listed(row.getString(0), row.getLong(2), byPath);
        return true;
    }

    @Override
    public boolean nextLine() {
        Row next = peek();
        if (next == null || next.getLong(1) != split() || !next.getString(0).equals(row.getString(0))) {
            return false;
        }
        row = next;
        line++;
        boolean isMarked = line == 0 && split() == 0 && marked.contains(number());
        bytes = isMarked ? afterMark(row.getAs(3)) : row.<byte[]>getAs(3);
        ahead = null;
        return true;
    }

    private static byte[] afterMark(byte[] line) {
        byte[] whole = Arrays.copyOf(BYTE_ORDER_MARK, BYTE_ORDER_MARK.length + line.length);
        System.arraycopy(line, 0, whole, BYTE_ORDER_MARK.length, line.length);
        return whole;
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
        return bytes.length;
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
        return row.getLong(1);
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
