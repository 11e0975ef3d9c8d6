package pinpipe.etl.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of a folder and of all folders in it, in no order. */
final class FolderWalk implements RemoteIterator<FileStatus> {
    private final FileSystem files;
    private final Deque<FileStatus> rest = new ArrayDeque<>();

    /**
     * From that folder down.
     *
     * @throws java.io.FileNotFoundException if it is not there
     */
    FolderWalk(FileSystem files, Path folder) throws IOException {
        this.files = files;
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
        for (FileStatus each : files.listStatus(folder)) {
            rest.push(each);
        }
    }
}
