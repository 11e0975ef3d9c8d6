package pinpipe.etl.io;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import pinpipe.etl.io.Faults.Fault;

/** What comes of an object: nothing, or all up to somewhere. */
final class HostileInput extends FSInputStream {
    private final FSDataInputStream content;
    private final Path path;
    private final long end;
    private final Faults faults;

    HostileInput(FSDataInputStream content, Path path, long end, Faults faults) {
        this.content = content;
        this.path = path;
        this.end = end;
        this.faults = faults;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (faults.hit(Fault.BUSY_READING, path)) {
            throw Faults.busy("read", path);
        }
        if (faults.hit(Fault.SILENT, path)) {
            throw faults.silent("read", path);
        }
        long left = end - getPos();
        return left <= 0 ? -1 : content.read(buffer, offset, (int) Math.min(length, left));
    }

    @Override
    public void seek(long position) throws IOException {
        content.seek(position);
    }

    @Override
    public long getPos() throws IOException {
        return content.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) {
        return false;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
