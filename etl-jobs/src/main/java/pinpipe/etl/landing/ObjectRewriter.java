package pinpipe.etl.landing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * Changes lines of landed objects. An object keeps its name and its number of lines, so that what names and places say of
 * offsets stays true; a zipped one stays zipped. It passes through, whatever its size.
 */
public final class ObjectRewriter {
    private final Store store;

    ObjectRewriter(Store store) {
        this.store = store;
    }

    /** What becomes of a line. */
    @FunctionalInterface
    public interface Change {
        /** The line, as it is or changed, without a line feed; {@code number} counts from 0. */
        byte[] of(long number, byte[] line);
    }

    /** Shows each line of an object to this change, and writes nothing. */
    public void read(LandedObject object, Change change) throws IOException {
        pass(object, change, OutputStream.nullOutputStream());
    }

    /**
     * Puts an object with changed lines in its place: readers see the old one or the new one.
     *
     * @throws Failure if it is not the object that was listed
     */
    public void rewrite(LandedObject object, Change change) throws IOException {
        rewrite(object, change, -1);
    }

    /** The same, and it stays dated as it was, where {@link #keepsTimes}. */
    public void rewriteInItsTime(LandedObject object, Change change) throws IOException {
        rewrite(object, change, object.modified());
    }

    /** True if objects here can stay dated as they were. S3 and its like date what they store. */
    public boolean keepsTimes() throws IOException {
        return store.keepsTimes();
    }

    private void rewrite(LandedObject object, Change change, long modified) throws IOException {
        long size = store.files().getFileStatus(store.path(object.path())).getLen();
        if (size != object.size()) {
            throw Failure.broken(
                    "Cannot rewrite %s: it had %,d bytes when it was listed and has %,d. Let whatever writes there end, then try again."
                            .formatted(object.path(), object.size(), size),
                    null);
        }
        Store.Content content = out -> {
            if (isZipped(object)) {
                GZIPOutputStream zipped = new GZIPOutputStream(out);
                pass(object, change, zipped);
                zipped.finish();
            } else {
                pass(object, change, out);
            }
        };
        store.write(object.path(), content, modified);
    }

    private void pass(LandedObject object, Change change, OutputStream out) throws IOException {
        try (InputStream stored = store.files().open(store.path(object.path()));
                InputStream content =
                        new BufferedInputStream(isZipped(object) ? new GZIPInputStream(stored) : stored)) {
            BufferedOutputStream buffered = new BufferedOutputStream(out);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 0;
            for (int next = content.read(); next >= 0; next = content.read()) {
                if (next == '\n') {
                    buffered.write(change.of(number++, line.toByteArray()));
                    buffered.write('\n');
                    line.reset();
                } else {
                    line.write(next);
                }
            }
            if (line.size() > 0) {
                buffered.write(change.of(number, line.toByteArray()));
            }
            buffered.flush();
        }
    }

    private static boolean isZipped(LandedObject object) {
        return object.path().endsWith(".gz");
    }
}
