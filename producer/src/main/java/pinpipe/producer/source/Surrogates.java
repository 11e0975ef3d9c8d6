package pinpipe.producer.source;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Halves of surrogate pairs in the bytes of a row.
 *
 * <p>MariaDB and older versions of MySQL store the code points U+D800 to U+DFFF in a text column and send three bytes for
 * each, which is not UTF-8: readers reject the row or replace the bytes without a word. JSON can hold them as an escape
 * such as {@code \ud83d}, so that the row is valid and its reader decides what to do.
 */
final class Surrogates {
    /** The first byte of U+D000 to U+DFFF. */
    private static final byte LEAD = (byte) 0xED;

    private static final int LENGTH = 3;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH_LEAD = 0xEDEDEDEDEDEDEDEDL;
    private static final long EACH_ONE = 0x0101010101010101L;
    private static final long EACH_HIGH_BIT = 0x8080808080808080L;

    private Surrogates() {}

    /** The row with an escape for each surrogate; the same array if it has none. */
    static byte[] escaped(byte[] row) {
        int first = hasLead(row) ? next(row, 0) : row.length;
        if (first == row.length) {
            return row;
        }
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(row.length + Long.BYTES * LENGTH);
        int written = 0;
        for (int at = first; at < row.length; at = next(row, written)) {
            escaped.write(row, written, at - written);
            int codePoint = 0xD000 | ((row[at + 1] & 0x3F) << 6) | (row[at + 2] & 0x3F);
            escaped.writeBytes("\\u%04x".formatted(codePoint).getBytes(StandardCharsets.US_ASCII));
            written = at + LENGTH;
        }
        escaped.write(row, written, row.length - written);
        return escaped.toByteArray();
    }

    /** Where the next surrogate begins, or the row's length. */
    private static int next(byte[] row, int from) {
        for (int i = from; i + LENGTH <= row.length; i++) {
            if (row[i] == LEAD && (row[i + 1] & 0xE0) == 0xA0) {
                return i;
            }
        }
        return row.length;
    }

    /** Looks at eight bytes at a time, for it is asked of every row and nearly always says no. */
    private static boolean hasLead(byte[] row) {
        int i = 0;
        for (; i + Long.BYTES <= row.length; i += Long.BYTES) {
            long zeroWhereLead = (long) LONGS.get(row, i) ^ EACH_LEAD;
            if (((zeroWhereLead - EACH_ONE) & ~zeroWhereLead & EACH_HIGH_BIT) != 0) {
                return true;
            }
        }
        for (; i < row.length; i++) {
            if (row[i] == LEAD) {
                return true;
            }
        }
        return false;
    }
}
