package pinpipe.etl.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.sql.SparkSession;

/**
 * A store that behaves as S3A does, on the local disk: an object appears when its stream is closed, with whatever was
 * written until then, unless the stream is aborted. After a number of objects, writing one fails halfway.
 */
public final class FailingObjectStore extends RawLocalFileSystem {
    private static final String SCHEME = "s3failing";
    private static final AtomicInteger OBJECTS_LEFT = new AtomicInteger();

    /** Makes the store known to a session, and says how many objects it takes before one fails. */
    public static void failAfter(int objects, SparkSession spark) {
        OBJECTS_LEFT.set(objects);
        spark.conf().set("spark.hadoop.fs." + SCHEME + ".impl", FailingObjectStore.class.getName());
    }

    /** A local folder's URI in this store. */
    public static String uri(Path folder) {
        return SCHEME + "://" + folder;
    }

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        super.initialize(getUri(), configuration);
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataOutputStream create(
            org.apache.hadoop.fs.Path path,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return new FSDataOutputStream(new Put(pathToFile(path).toPath(), OBJECTS_LEFT.getAndDecrement() > 0), null);
    }

    private static final class Put extends ByteArrayOutputStream implements Abortable, StreamCapabilities {
        private final Path object;
        private final boolean succeeds;
        private boolean aborted;

        private Put(Path object, boolean succeeds) {
            this.object = object;
            this.succeeds = succeeds;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, succeeds ? length : length / 2);
            if (!succeeds) {
                throw new IllegalStateException("the disk is on fire");
            }
        }

        @Override
        public boolean hasCapability(String capability) {
            return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM);
        }

        @Override
        public AbortableResult abort() {
            aborted = true;
            return null;
        }

        @Override
        public void close() throws IOException {
            if (!aborted) {
                Files.createDirectories(object.getParent());
                Files.write(object, toByteArray());
            }
        }
    }
}
