package pinpipe.etl.landing.objects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import pinpipe.etl.io.Store;

/** Objects that are files of this machine. */
public final class LocalObjects implements ObjectReader {
    private final Path root;

    LocalObjects(Store store) {
        this.root = Path.of(store.root().toUri().getPath());
    }

    @Override
    public byte[] read(LandedObject object, long from, int length) throws IOException {
        Path file = root.resolve(object.path());
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            if (in.size() != object.size()) {
                throw ObjectReader.notAsListed(object);
            }
            ByteBuffer content = ByteBuffer.allocate(length);
            in.position(from);
            while (content.hasRemaining() && in.read(content) >= 0) {
                // as far as it goes
            }
            if (content.hasRemaining()) {
                throw ObjectReader.notAsListed(object);
            }
            boolean isDated = LandedObject.BY_TIME.equals(object.etag());
            if (isDated && Files.getLastModifiedTime(file).toMillis() != object.modified()) {
                throw new IOException("it was written again after it was listed");
            }
            return content.array();
        } catch (IOException | RuntimeException e) {
            throw new ObjectNotReadException(object.path(), e);
        }
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public long timeout() {
        return Long.MAX_VALUE;
    }
}
