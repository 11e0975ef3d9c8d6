package pinpipe.etl.landing.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import pinpipe.etl.landing.objects.FetchAhead.Stretch;

/**
 * The bytes of a split, which are fetched ahead, and those behind it up to the end of its object, which are fetched when a
 * line reaches beyond the split. It begins one byte before the split: only a line feed there tells that a line begins with
 * the split.
 */
public final class SplitStream extends InputStream {
    /** How many bytes are asked for at once; the tail of a line behind the split is usually shorter. */
    static final int STRETCH = 8 << 20;

    private static final int BEHIND = 1 << 16;

    private final ObjectSplit split;
    private final FetchAhead fetched;
    private final ObjectReader objects;
    private byte[] content = {};
    private int next;

    /** How many bytes are asked for next behind the split: twice as many each time, for lines of any length. */
    private int behind = BEHIND;

    /** Where the next stretch begins in the object. */
    private long position;

    SplitStream(ObjectSplit split, FetchAhead fetched, ObjectReader objects) {
        this.split = split;
        this.fetched = fetched;
        this.objects = objects;
        this.position = start(split);
    }

    /** Where the stream begins in the object. */
    static long start(ObjectSplit split) {
        return Math.max(0, split.start() - 1);
    }

    /** What is to be fetched ahead for a split, in order. */
    static List<Stretch> stretches(ObjectSplit split) {
        List<Stretch> stretches = new ArrayList<>();
        for (long from = start(split); from < split.end(); from += STRETCH) {
            stretches.add(new Stretch(split.object(), from, (int) Math.min(STRETCH, split.end() - from)));
        }
        return stretches;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : content[next++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, content.length - next);
        System.arraycopy(content, next, bytes, from, count);
        next += count;
        return count;
    }

    private boolean isAtEnd() throws IOException {
        while (next == content.length) {
            if (position == split.object().size()) {
                return true;
            }
            content = position < split.end() ? fetched.next() : behind();
            position += content.length;
            next = 0;
        }
        return false;
    }

    private byte[] behind() throws IOException {
        int length = (int) Math.min(behind, split.object().size() - position);
        behind = Math.min(2 * behind, STRETCH);
        return objects.read(split.object(), position, length);
    }
}
