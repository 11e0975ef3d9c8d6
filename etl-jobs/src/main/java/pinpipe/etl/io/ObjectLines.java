package pinpipe.etl.io;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The lines of one fetched object: bytes between line feeds, each with its place. */
public final class ObjectLines implements Iterator<Row> {
    static final ObjectLines NONE = new ObjectLines(new byte[0], null);

    /** Leaves room for a line's records where the line's place stands in for the unknown offset. */
    public static final long PLACES_A_LINE = 1_000_000L;

    /** Comes between an object's path and the reason: how an error that Spark passed on is known again. */
    static final String COULD_NOT_BE_READ = " could not be read";

    /** The same between a folder and the reason. */
    static final String COULD_NOT_BE_LISTED = " could not be listed";

    /** The reason for an object that is shorter or longer than its listing said. */
    static final String NOT_AS_LISTED = "it is not %d bytes long, as it was when it was listed";

    private final byte[] bytes;
    private final Row object;
    private int next;
    private long line;

    private ObjectLines(byte[] bytes, Row object) {
        this.bytes = bytes;
        this.object = object;
    }

    /** Fetches an object with one request: its length is known from the listing, so the store is not asked for it again. */
    static ObjectLines of(Store store, Row object) throws IOException {
        String path = object.getString(0);
        try {
            byte[] content = fetch(store, store.path(path), object.getLong(1));
            return new ObjectLines(path.endsWith(".gz") ? unzipped(content) : content, object);
        } catch (IOException | RuntimeException e) {
            throw notRead(path, e);
        }
    }

    /** The error for an object, with its path and the reason. */
    static IOException notRead(String path, Exception why) {
        return new IOException(path + COULD_NOT_BE_READ + " (" + StoreFailures.reason(why) + ")", why);
    }

    private static byte[] fetch(Store store, Path path, long length) throws IOException {
        CompletableFuture<FSDataInputStream> opening = store.files()
                .openFile(path)
                .opt("fs.option.openfile.length", Long.toString(length))
                .opt("fs.option.openfile.read.policy", "whole-file")
                .build();
        try (FSDataInputStream in = FutureIO.awaitFuture(opening)) {
            byte[] content = in.readNBytes((int) length);
            if (content.length < length || in.read() >= 0) {
                throw new EOFException(NOT_AS_LISTED.formatted(length));
            }
            return content;
        }
    }

    private static byte[] unzipped(byte[] content) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        }
    }

    @Override
    public boolean hasNext() {
        return next < bytes.length;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int end = next;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        byte[] raw = Arrays.copyOfRange(bytes, next, end);
        next = end + 1;
        boolean consecutive = object.getBoolean(5);
        long offset = object.getLong(4) + (consecutive ? line : 0);
        long position = consecutive ? 0 : line * PLACES_A_LINE;
        line++;
        return RowFactory.create(raw, object.getString(2), object.getInt(3), offset, position, object.getString(0));
    }
}
