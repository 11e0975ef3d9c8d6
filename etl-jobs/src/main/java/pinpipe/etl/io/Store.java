package pinpipe.etl.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import pinpipe.cli.Failure;

/** A folder on any file system that Hadoop knows: a local path, {@code file:}, {@code s3a:}, {@code s3:}, a volume path. */
public final class Store {
    private final Path root;
    private final FileSystem files;

    private Store(Path root, FileSystem files) {
        this.root = root;
        this.files = files;
    }

    /** The folder at this URI, which need not exist. */
    public static Store at(SparkSession spark, String uri) throws IOException {
        return at(Sessions.hadoopSettings(spark), uri);
    }

    /** The same inside a task, which has settings but no session. */
    public static Store at(Map<String, String> hadoopSettings, String uri) throws IOException {
        Path root = new Path(uri);
        FileSystem files = root.getFileSystem(Sessions.hadoop(hadoopSettings));
        if (files instanceof LocalFileSystem local) {
            files = local.getRawFileSystem(); // the other writes a .crc beside each file
        }
        return new Store(files.makeQualified(root), files);
    }

    /** Hadoop's view of the file system. */
    public FileSystem files() {
        return files;
    }

    /** True of files of this machine. */
    public boolean isLocal() {
        return files.getClass() == RawLocalFileSystem.class;
    }

    /** True of S3 by the client of open Hadoop; a platform's own client is another class. */
    public boolean isS3A() {
        return isS3A(files);
    }

    static boolean isS3A(FileSystem files) {
        return files.getClass().getName().equals("org.apache.hadoop.fs.s3a.S3AFileSystem");
    }

    /** The folder itself, qualified. */
    public Path root() {
        return root;
    }

    /** The path of something in the folder; relative, with {@code /} between its parts. */
    public Path path(String relative) {
        return relative.isEmpty() ? root : new Path(root, relative);
    }

    /** True if there is a file or a folder of that name. */
    public boolean has(String relative) throws IOException {
        return files.exists(path(relative));
    }

    /**
     * All files below a folder. An object store tells a thousand a request. Of files on this machine Hadoop would tell the
     * owner too, and start a process for each to learn it, so here the folders are walked.
     */
    public RemoteIterator<? extends FileStatus> filesBelow(String relative) throws IOException {
        return isLocal() ? new FolderWalk(path(relative)) : files.listFiles(path(relative), true);
    }

    /** How many bytes lie below a folder; none where there is no such folder. */
    public long bytes(String relative) throws IOException {
        long bytes = 0;
        if (has(relative)) {
            RemoteIterator<? extends FileStatus> all = filesBelow(relative);
            while (all.hasNext()) {
                bytes += all.next().getLen();
            }
        }
        return bytes;
    }

    /** A whole small file as text. */
    public String text(String relative) throws IOException {
        try (InputStream in = files.open(path(relative))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What is to be written, in pieces. */
    public interface Content {
        /** Writes all of it; an error leaves nothing behind. */
        void to(OutputStream out) throws IOException;
    }

    /** As {@link #write(String, Content)}, for a content that is held in memory. */
    public void write(String relative, byte[] content) throws IOException {
        write(relative, out -> out.write(content));
    }

    /**
     * Writes a file that is either not there or whole: object stores show an object when it is complete; elsewhere it is
     * written under a hidden name and renamed.
     */
    public void write(String relative, Content content) throws IOException {
        write(relative, content, -1);
    }

    /**
     * The same, and the file is dated so.
     *
     * @param modified in milliseconds since 1970, where the store {@link #keepsTimes}; or -1 for now
     */
    public void write(String relative, Content content, long modified) throws IOException {
        Path target = path(relative);
        if (!renames()) {
            put(target, content);
            return;
        }
        Path unfinished = new Path(target.getParent(), "." + target.getName() + ".unfinished");
        put(unfinished, content);
        if (modified >= 0) {
            files.setTimes(unfinished, modified, -1);
        }
        // A local disk puts the new file in the old one's place; HDFS wants the place free.
        if (!files.rename(unfinished, target) && !(files.delete(target, false) && files.rename(unfinished, target))) {
            throw new IOException("cannot rename " + unfinished + " to " + target);
        }
    }

    /**
     * Makes a file only if there is none of that name: of two processes that try, one succeeds, where the store is able to
     * see to that. True if it was made, false if it was there.
     */
    public boolean create(String relative, byte[] content) throws IOException {
        return NewObject.create(files, path(relative), content);
    }

    /** Writes one file of text at a URI, whole or not at all. */
    public static void writeText(SparkSession spark, String uri, String text) throws IOException {
        Path file = new Path(uri);
        boolean bare = file.getParent() == null || file.getParent().toString().isEmpty();
        at(spark, bare ? "." : file.getParent().toString())
                .write(file.getName(), text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(Path path, Content content) throws IOException {
        try (FSDataOutputStream out = files.create(path, true)) {
            try {
                content.to(out);
            } catch (IOException | RuntimeException e) {
                if (out.hasCapability(CommonPathCapabilities.ABORTABLE_STREAM)) {
                    out.abort(); // to close it would make an object of what was written
                }
                throw e;
            }
        }
    }

    /** True where a file can be given the time at which it is said to have been written; tried out with an empty one. */
    public boolean keepsTimes() throws IOException {
        if (!renames()) {
            return false;
        }
        Path probe = path("." + UUID.randomUUID() + ".unfinished");
        put(probe, nothing -> {});
        try {
            files.setTimes(probe, Duration.ofDays(1).toMillis(), -1);
            return files.getFileStatus(probe).getModificationTime()
                    == Duration.ofDays(1).toMillis();
        } finally {
            files.delete(probe, false);
        }
    }

    /** True where a rename is one step; S3 copies, and shows an object only when it is whole. */
    private boolean renames() {
        return !root.toUri().getScheme().startsWith("s3");
    }

    /** The sentence for an error of a store, told apart by what S3A and the local file system say; null if it is none. */
    public static Failure explain(String does, Throwable error) {
        return StoreFailures.explain(does, error);
    }
}
