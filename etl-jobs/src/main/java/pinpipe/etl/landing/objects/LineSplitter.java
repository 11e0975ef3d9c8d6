package pinpipe.etl.landing.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Takes bytes apart at line feeds, and nowhere else. A last line without a line feed is a line; an empty one after the last
 * line feed is none.
 */
public final class LineSplitter {
    private static final int BUFFER = 1 << 18;
    private static final int LONGEST = Integer.MAX_VALUE - 16;

    private final InputStream in;
    private byte[] buffer;
    private int filled;
    private int from;
    private int length;
    private int next;

    /** Where the buffer begins in the stream. */
    private long base;

    /** The lines of a stream, whose first byte is at this position. */
    LineSplitter(InputStream in, long base) {
        this.in = in;
        this.buffer = new byte[BUFFER];
        this.base = base;
    }

    /** The lines of these bytes. */
    LineSplitter(byte[] content) {
        this.in = null;
        this.buffer = content;
        this.filled = content.length;
    }

    /** Goes to the next line; false if there is none. */
    boolean next() throws IOException {
        from = next;
        int scan = from;
        do {
            while (scan < filled) {
                if (buffer[scan++] == '\n') {
                    length = scan - 1 - from;
                    next = scan;
                    return true;
                }
            }
            scan -= from;
        } while (fill());
        scan += from;
        length = scan - from;
        next = scan;
        return length > 0;
    }

    /** Brings in more bytes behind those of the current line, which then begins the buffer; false at the end. */
    private boolean fill() throws IOException {
        if (in == null) {
            return false;
        }
        if (filled - from == LONGEST) {
            throw new IOException("a line has more than %d bytes".formatted(LONGEST));
        }
        if (filled - from == buffer.length) {
            int larger = (int) Math.min(LONGEST, 2L * buffer.length);
            buffer = Arrays.copyOfRange(buffer, from, from + larger);
        } else if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
        }
        base += from;
        filled -= from;
        from = 0;
        int count = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(count, 0);
        return count > 0;
    }

    /** Where the next line begins in the stream, if there is one. */
    long nextPosition() {
        return base + next;
    }

    /** Holds the current line, until the next call of {@link #next}. */
    byte[] bytes() {
        return buffer;
    }

    /** Where it begins in {@link #bytes}. */
    int from() {
        return from;
    }

    /** How many bytes it has. */
    int length() {
        return length;
    }
}
