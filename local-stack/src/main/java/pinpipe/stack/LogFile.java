package pinpipe.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * Sends what some loggers of this process say to a file, and no longer to the terminal.
 *
 * <p>It holds where records go to {@code java.util.logging}, as in the {@code stack} command; under another logging
 * the file stays empty.
 */
final class LogFile implements AutoCloseable {
    private final FileHandler file;
    // The JDK forgets a logger's settings when nobody holds it.
    private final List<Logger> loggers;

    LogFile(Path path, String... loggers) throws IOException {
        this.file = new FileHandler(path.toString().replace("%", "%%"), true);
        file.setFormatter(new SimpleFormatter());
        this.loggers = Stream.of(loggers).map(Logger::getLogger).toList();
        for (Logger logger : this.loggers) {
            logger.addHandler(file);
            logger.setUseParentHandlers(false);
        }
    }

    /** Closes the file. The loggers stay silent on the terminal: a stopped server's threads may say a last word. */
    @Override
    public void close() {
        loggers.forEach(logger -> logger.removeHandler(file));
        file.close();
    }
}
