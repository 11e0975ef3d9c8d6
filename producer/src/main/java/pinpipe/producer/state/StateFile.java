package pinpipe.producer.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/**
 * The file that says how far each table is. It is written anew beside the old one, forced to the disk and then renamed,
 * so that whoever reads it finds one or the other whole; and seldom, since what a run killed between two writings sends
 * twice is harmless.
 */
public final class StateFile {
    private static final long BETWEEN_WRITINGS = 1_000_000_000L;
    private static final String TABLES = "tables";

    private final Path path;
    private final Map<String, String> owner;
    private final Map<String, Object> tables = new LinkedHashMap<>();
    private long written = System.nanoTime();

    private StateFile(Path path, Map<String, String> owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Nothing is remembered. */
    public static StateFile none() {
        return new StateFile(null, Map.of());
    }

    /** A file that is written over. */
    public static StateFile anew(Path path, Map<String, String> owner) {
        return new StateFile(path, owner);
    }

    /**
     * A file that is gone on from; where there is none yet, it begins.
     *
     * @param owner what the state belongs to, such as {@code source} and {@code destination}
     * @throws Failure asked wrongly if it is unreadable or belongs to something else
     */
    public static StateFile resumed(Path path, Map<String, String> owner) {
        StateFile state = new StateFile(path, owner);
        try {
            state.take(Json.read(Files.readAllBytes(path)));
        } catch (NoSuchFileException itBegins) {
            return state;
        } catch (IOException | ClassCastException e) {
            throw state.refused("it is not a state that produce has written (%s)".formatted(Causes.firstLine(e)), e);
        }
        return state;
    }

    /** What was kept for a table, or null. */
    public Object of(String table) {
        return tables.get(table);
    }

    /** Keeps that for a table, if the last writing was long enough ago. */
    public void keepSeldom(String table, Supplier<Object> content) {
        if (path != null && System.nanoTime() - written >= BETWEEN_WRITINGS) {
            keep(table, content.get());
        }
    }

    /**
     * Keeps that for a table; it is on the disk when this returns.
     *
     * @throws Failure broken if it cannot be written
     */
    public void keep(String table, Object content) {
        if (path == null) {
            return;
        }
        tables.put(table, content);
        Map<String, Object> all = new LinkedHashMap<>(owner);
        all.put(TABLES, tables);
        try {
            write(all);
        } catch (IOException e) {
            throw Failure.broken(
                    "Cannot keep the state in %s: %s. Make room or name another file with --state, then --resume."
                            .formatted(path, Causes.firstLine(e)),
                    e);
        }
        written = System.nanoTime();
    }

    private void write(Object all) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
        try (FileChannel file = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream out = Channels.newOutputStream(file);
            Json.write(all, out);
            file.force(true);
        }
        Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE);
    }

    private void take(Object read) {
        Map<?, ?> map = (Map<?, ?>) read;
        for (Map.Entry<String, String> ours : owner.entrySet()) {
            Object theirs = map.get(ours.getKey());
            if (!ours.getValue().equals(theirs)) {
                throw refused("its %s is %s, not %s".formatted(ours.getKey(), theirs, ours.getValue()), null);
            }
        }
        ((Map<?, ?>) map.get(TABLES)).forEach((name, content) -> tables.put((String) name, content));
    }

    private Failure refused(String why, Exception cause) {
        return Failure.askedWrongly(
                "Cannot resume from %s: %s. Name the right file with --state, or leave --resume out to begin anew."
                        .formatted(path, why),
                cause);
    }
}
