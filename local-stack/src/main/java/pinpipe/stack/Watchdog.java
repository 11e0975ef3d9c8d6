package pinpipe.stack;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Ends a process when this one dies, even by {@code kill -9}: a shell waits on a pipe that only we hold open, and ends
 * the process when the pipe closes without a word.
 */
final class Watchdog implements AutoCloseable {
    // Ctrl-C reaches the whole process group; there we still live and stop the process ourselves.
    private static final String SCRIPT = "trap '' INT; read -r dismissed || kill \"$0\"";

    private final Process shell;

    Watchdog(long pid) {
        try {
            shell = new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Dismisses it: the process lives on, or has ended and its id may be another's by now. */
    @Override
    public void close() {
        try (var pipe = shell.getOutputStream()) {
            pipe.write('\n');
        } catch (IOException e) {
            shell.destroy();
        }
        shell.onExit().join();
    }
}
