package pinpipe.etl.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files of a folder on this machine, and of all folders in it, in no order. Each is asked about once, where Hadoop asks
 * four times: of a million files that is what a listing takes.
 */
final class FolderWalk implements RemoteIterator<FileStatus> {
    private final Deque<FileStatus> rest = new ArrayDeque<>();

    /**
     * From that folder down.
     *
     * @throws FileNotFoundException if it is not there
     */
    FolderWalk(Path folder) throws IOException {
        enter(folder);
    }

    @Override
    public boolean hasNext() throws IOException {
        while (!rest.isEmpty() && rest.peek().isDirectory()) {
            enter(rest.pop().getPath());
        }
        return !rest.isEmpty();
    }

    @Override
    public FileStatus next() throws IOException {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rest.pop();
    }

    private void enter(Path folder) throws IOException {
        java.nio.file.Path local = java.nio.file.Path.of(folder.toUri().getPath());
        try (DirectoryStream<java.nio.file.Path> names = Files.newDirectoryStream(local)) {
            for (java.nio.file.Path name : names) {
                status(folder, name).ifPresent(rest::push);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException gone) {
            throw (IOException) new FileNotFoundException(folder + " does not exist").initCause(gone);
        }
    }

    /** Empty where it was deleted meanwhile. */
    private static Optional<FileStatus> status(Path folder, java.nio.file.Path name) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(name, BasicFileAttributes.class);
            Path path = new Path(folder, new Path(null, null, name.getFileName().toString())); // which may hold a colon
            long modified = file.lastModifiedTime().toMillis();
            return Optional.of(new FileStatus(file.size(), file.isDirectory(), 1, 1, modified, path));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }
}
