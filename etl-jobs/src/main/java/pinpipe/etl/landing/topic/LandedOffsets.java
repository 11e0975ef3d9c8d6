package pinpipe.etl.landing.topic;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.objects.ObjectName;

/** How far a landing has come, by the names of its objects. It keeps nothing and reads one object for each partition. */
public final class LandedOffsets {
    private final Store landing;

    LandedOffsets(Store landing) {
        this.landing = landing;
    }

    /**
     * The offset after the highest landed one: the first offset of the highest object, plus its lines. Empty where
     * nothing has landed in the partition's own folder.
     *
     * @throws Failure if that object is no whole gzip file
     */
    OptionalLong next(String topic, int partition) throws IOException {
        String folder = "%s/partition=%d/".formatted(ObjectName.folder(topic), partition);
        long highest = -1;
        String object = null;
        try {
            RemoteIterator<FileStatus> listed = landing.files().listStatusIterator(landing.path(folder));
            while (listed.hasNext()) {
                String path = folder + listed.next().getPath().getName();
                Optional<ObjectName> name = ObjectName.read(path).filter(ObjectName::consecutive);
                if (name.isPresent() && name.get().firstOffset() > highest) {
                    highest = name.get().firstOffset();
                    object = path;
                }
            }
        } catch (FileNotFoundException nothingLanded) {
            return OptionalLong.empty();
        }
        return object == null ? OptionalLong.empty() : OptionalLong.of(highest + lines(object));
    }

    private long lines(String object) throws IOException {
        try (InputStream stored = landing.files().open(landing.path(object));
                InputStream content = object.endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
            return lines(content);
        } catch (EOFException | ZipException broken) {
            throw Failure.dataRejected(
                    "Cannot land after %s: it is no whole gzip file. Delete it, and its records are landed again."
                            .formatted(landing.path(object)));
        }
    }

    /** The lines of a text; the last one counts without its newline too. */
    static long lines(InputStream content) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long lines = 0;
        byte last = '\n';
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            for (int i = 0; i < read; i++) {
                last = buffer[i];
                lines += last == '\n' ? 1 : 0;
            }
        }
        return last == '\n' ? lines : lines + 1;
    }
}
