package pinpipe.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a stack has its files: a named folder, which stays, or a temporary one, which goes unless it is to be kept. */
final class StackFolder implements AutoCloseable {
    private final Path path;
    private final boolean stays;

    private StackFolder(Path path, boolean stays) {
        this.path = path;
        this.stays = stays;
    }

    /** Makes it; the name may be null for a temporary one. */
    static StackFolder make(Path name, boolean keep) throws IOException {
        return name == null
                ? new StackFolder(Files.createTempDirectory("pinpipe-stack-"), keep)
                : new StackFolder(Files.createDirectories(name).toRealPath(), true);
    }

    /** True if a stack may use that path: nothing is there, or an empty folder. */
    static boolean isFree(Path path) {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        } catch (IOException noReadableFolder) {
            return Files.notExists(path);
        }
    }

    Path path() {
        return path;
    }

    /** Removes it with all that is in it, unless it stays. */
    @Override
    public void close() {
        if (!stays) {
            Folder.delete(path);
        }
    }
}
