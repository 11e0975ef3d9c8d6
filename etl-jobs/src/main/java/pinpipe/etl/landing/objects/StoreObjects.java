package pinpipe.etl.landing.objects;

import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileStatus;
import org.apache.hadoop.util.functional.FutureIO;
import pinpipe.etl.io.Store;

/** Objects in any store that Hadoop knows. Their length is known from the listing, so the store is not asked for it again. */
public final class StoreObjects implements ObjectReader {
    private final Store store;
    private final long timeout;

    StoreObjects(Store store, long timeout) {
        this.store = store;
        this.timeout = timeout;
    }

    @Override
    public byte[] read(LandedObject object, long from, int length) throws IOException {
        boolean whole = from == 0 && length == object.size();
        try (FSDataInputStream in = open(object, whole)) {
            byte[] content = new byte[length];
            if (whole) {
                in.readFully(content); // reading from the start, not at a position: one request
            } else {
                in.readFully(from, content);
            }
            boolean isLast = from + length == object.size();
            if (isLast && (whole ? in.read() : in.read(object.size(), new byte[1], 0, 1)) >= 0) {
                throw ObjectReader.notAsListed(object);
            }
            return content;
        } catch (EOFException shorter) {
            throw new ObjectNotReadException(object.path(), ObjectReader.notAsListed(object));
        } catch (IOException | RuntimeException e) {
            throw new ObjectNotReadException(object.path(), e);
        }
    }

    private FSDataInputStream open(LandedObject object, boolean whole) throws IOException {
        Path path = store.path(object.path());
        FutureDataInputStreamBuilder opening = store.files()
                .openFile(path)
                .opt("fs.option.openfile.length", Long.toString(object.size()))
                .opt("fs.option.openfile.read.policy", whole ? "whole-file" : "random");
        if (store.isS3A() && object.etag() != null) {
            OnS3.onlyAsListed(opening, path, object);
        }
        return FutureIO.awaitFuture(opening.build());
    }

    @Override
    public int atOnce() {
        return 64;
    }

    @Override
    public long timeout() {
        return timeout;
    }

    /** A class of its own, so that nothing of it is loaded where there is no S3A. */
    private static final class OnS3 {
        /** Has the store itself refuse to give a content of another etag. */
        static void onlyAsListed(FutureDataInputStreamBuilder opening, Path path, LandedObject object) {
            opening.withFileStatus(
                    new S3AFileStatus(object.size(), object.modified(), path, 1, "", object.etag(), null));
        }
    }
}
