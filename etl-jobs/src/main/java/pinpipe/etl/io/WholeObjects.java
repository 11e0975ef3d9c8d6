package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Proves that each object has come whole. What was packed is proven when it is fetched. Spark's own source takes the end
 * of what it gets for the end of the object; there the bytes of the lines must add up to the listed length, and of a zipped
 * object, whose bytes nobody sees, the length that Spark found must be the listed one.
 */
final class WholeObjects {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Store store;

    WholeObjects(Store store) {
        this.store = store;
    }

    /** What Spark's source gave of an object; nothing where it was packed. */
    private record Read(long lines, Long bytes, Long size) {
        static final Read NOTHING = new Read(0, 0L, null);
    }

    /** How many lines each object had, by path. */
    Map<String, Long> lines(Records records, List<Landed> objects) throws IOException {
        Map<String, Read> read = new HashMap<>();
        records.counted()
                .select(col("path"), col("lines"), col("bytes"), col("size"))
                .toLocalIterator()
                .forEachRemaining(row -> read.put(row.getString(0), new Read(row.getLong(1), at(row, 2), at(row, 3))));
        Map<String, Long> lines = new HashMap<>();
        for (Landed object : objects) {
            Read its = read.getOrDefault(object.path(), Read.NOTHING);
            if (!isWhole(object, its)) {
                throw ObjectLines.notRead(
                        object.path(), new EOFException(ObjectLines.NOT_AS_LISTED.formatted(object.size())));
            }
            lines.put(object.path(), its.lines());
        }
        return lines;
    }

    private boolean isWhole(Landed object, Read read) throws IOException {
        if (object.path().endsWith(".gz")) {
            return read.size() == null || read.size() == object.size();
        }
        if (read.bytes() == null) {
            return true;
        }
        long missing = object.size() - read.bytes();
        boolean allButMark = missing == BYTE_ORDER_MARK.length || missing == BYTE_ORDER_MARK.length - 1;
        // A last line without its line feed counts as one with it; Hadoop keeps a byte order mark to itself.
        return missing == 0 || missing == -1 || (allButMark && beginsWithMark(object));
    }

    private boolean beginsWithMark(Landed object) throws IOException {
        try (InputStream content = store.files().open(store.path(object.path()))) {
            return Arrays.equals(content.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK);
        }
    }

    private static Long at(Row row, int column) {
        return row.isNullAt(column) ? null : (Long) row.getLong(column);
    }
}
