package pinpipe.etl.landing.objects;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import pinpipe.etl.records.LineSource;

/** The lines of splits of landed objects. */
public abstract class SplitLines implements LineSource {
    private ObjectSplit split;
    private LineSplitter lines;

    /** The line's number in the split. */
    private long line;

    /** Begins a split, all of whose object is this. */
    protected final void begin(ObjectSplit next, byte[] content) throws IOException {
        begin(
                next,
                next.object().isZipped()
                        ? unzipped(next, new ByteArrayInputStream(content))
                        : new LineSplitter(content));
    }

    /**
     * Begins a split.
     *
     * @param content the bytes of its object from {@link SplitStream#start} on
     */
    protected final void begin(ObjectSplit next, InputStream content) throws IOException {
        boolean zipped = next.object().isZipped();
        begin(next, zipped ? unzipped(next, content) : new LineSplitter(content, SplitStream.start(next)));
        if (next.start() > 0) {
            lines.next(); // the rest of a line of the split before, or its line feed alone
        }
    }

    private void begin(ObjectSplit next, LineSplitter its) {
        split = next;
        lines = its;
        line = -1;
    }

    private static LineSplitter unzipped(ObjectSplit next, InputStream content) throws IOException {
        try {
            // Reads all members; what follows the last one and is none is an error, not an end.
            return new LineSplitter(new GzipCompressorInputStream(content, true), 0);
        } catch (IOException e) {
            throw ObjectNotReadException.of(next.object().path(), e);
        }
    }

    @Override
    public final boolean nextLine() throws IOException {
        line++;
        try {
            return (split.object().isZipped() || lines.nextPosition() < split.end()) && lines.next();
        } catch (IOException e) {
            throw ObjectNotReadException.of(split.object().path(), e);
        }
    }

    @Override
    public final byte[] bytes() {
        return lines.bytes();
    }

    @Override
    public final int from() {
        return lines.from();
    }

    @Override
    public final int length() {
        return lines.length();
    }

    @Override
    public final String topic() {
        return split.object().name().topic();
    }

    @Override
    public final int partition() {
        return split.object().name().partition();
    }

    @Override
    public final String object() {
        return split.object().path();
    }

    @Override
    public final int number() {
        return split.number();
    }

    @Override
    public final long split() {
        return split.start();
    }

    @Override
    public final long offset() {
        return split.offset(line);
    }

    @Override
    public final long position() {
        return split.position(line);
    }
}
