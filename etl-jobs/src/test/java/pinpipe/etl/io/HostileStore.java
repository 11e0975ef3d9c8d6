package pinpipe.etl.io;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import pinpipe.etl.io.Faults.Fault;

/**
 * The local disk as a store in which everything goes wrong that goes wrong in the wild, and which says of it what S3A says.
 *
 * <p>A folder is reached at {@code hostile://NAME/folder}; what goes wrong there, {@link #faults} of that name says. Hadoop
 * finds this store by itself, through {@code META-INF/services}.
 */
public final class HostileStore extends RawLocalFileSystem {
    /** The scheme of its URIs. */
    public static final String SCHEME = "hostile";

    private static final Map<String, Faults> FAULTS = new ConcurrentHashMap<>();

    private URI uri;
    private Faults faults = new Faults();

    /** What goes wrong in the store of this name: nothing, until it is said. */
    public static Faults faults(String name) {
        return FAULTS.computeIfAbsent(name, none -> new Faults());
    }

    /** A local folder's URI in the store of this name. */
    public static String uri(String name, java.nio.file.Path folder) {
        return "%s://%s%s".formatted(SCHEME, name, folder.toAbsolutePath());
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        uri = URI.create("%s://%s".formatted(SCHEME, name.getAuthority()));
        faults = faults(name.getAuthority());
        super.initialize(uri, configuration);
    }

    @Override
    public URI getUri() {
        return uri == null ? URI.create(SCHEME + ":///") : uri; // asked for while it is being made
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    /** S3 dates what it stores, and S3A does as if it could be told otherwise. */
    @Override
    public void setTimes(Path path, long modified, long read) {}

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        FileStatus asked = super.getFileStatus(folder);
        String[] names = asked.isFile() ? new String[0] : pathToFile(folder).list();
        List<FileStatus> listed = new ArrayList<>(asked.isFile() ? List.of(bare(asked)) : List.of());
        for (String name : names) {
            Path path = new Path(folder, name);
            if (faults.hit(Fault.BUSY_LISTING, path)) {
                throw Faults.busy("listObjects", folder);
            }
            if (!faults.hit(Fault.LISTED_LATE, path)) {
                listed.add(bare(super.getFileStatus(path)));
            }
            if (faults.hit(Fault.LISTED_TWICE, path)) {
                listed.add(bare(super.getFileStatus(path)));
            }
        }
        return listed.toArray(FileStatus[]::new);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        if (faults.hit(Fault.LOST, path)) {
            throw new FileNotFoundException("No such file or directory: " + path);
        }
        return bare(super.getFileStatus(path));
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        if (faults.hit(Fault.BUSY_OPENING, path)) {
            throw Faults.busy("open", path);
        }
        if (faults.hit(Fault.LOST_WHILE_READ, path)) {
            throw new FileNotFoundException("No such file or directory: " + path);
        }
        long length = super.getFileStatus(path).getLen();
        long end = faults.hit(Fault.CUT_SHORT, path) ? length / 2 : length;
        return new FSDataInputStream(new HostileInput(super.open(path, bufferSize), path, end, faults));
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        return faults.hit(Fault.BUSY_WRITING, path)
                ? new FSDataOutputStream(new Rejected(path), null)
                : super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    }

    /** Without owner and permissions, which no object store has. */
    private FileStatus bare(FileStatus status) {
        Path path = status.getPath();
        long modified = faults.hit(Fault.DATED_LONG_AGO, path) ? 1 : status.getModificationTime();
        return new FileStatus(status.getLen(), status.isDirectory(), 1, status.getBlockSize(), modified, path);
    }

    /** An upload that the store answers with 503 when it is complete; no object appears. */
    private static final class Rejected extends ByteArrayOutputStream {
        private final Path path;

        private Rejected(Path path) {
            this.path = path;
        }

        @Override
        public void close() throws IOException {
            throw Faults.busy("Writing Object", path);
        }
    }
}
