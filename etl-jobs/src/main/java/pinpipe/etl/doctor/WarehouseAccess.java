package pinpipe.etl.doctor;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import pinpipe.etl.io.Store;

/**
 * Whether a job can write, list, read and delete in the warehouse: it does all four with an object of its own, and leaves
 * nothing behind, not even the folders that it had to make.
 */
public final class WarehouseAccess implements Examination.Look {
    private final Place warehouse;
    private final String name = ".pinpipe-doctor-" + UUID.randomUUID();
    private String does = "reach the warehouse";
    private Duration clockAhead;
    private boolean exclusive;

    /** The access to this warehouse. */
    public WarehouseAccess(Place warehouse) {
        this.warehouse = warehouse;
    }

    /** How far the store's clock is ahead of ours, by the date that it gave the object; null before it was looked at. */
    public Duration clockAhead() {
        return clockAhead;
    }

    /** Whether the store refused to make an object that was there; false before it was tried. */
    public boolean exclusive() {
        return exclusive;
    }

    @Override
    public String does() {
        return does;
    }

    @Override
    public List<Finding> findings() throws IOException {
        Store store = warehouse.store();
        List<Path> made = missing(store.root(), store);
        try {
            writeAndRead(store);
            does = "delete in the warehouse";
        } finally {
            remove(store, made);
        }
        if (store.has(name)) {
            return List.of(Finding.fail(
                    "%s cannot be deleted".formatted(store.path(name)),
                    "Give this user the right to delete there, then remove it."));
        }
        return List.of(Finding.ok("%s can be written, listed, read and deleted in".formatted(store.root())));
    }

    private void writeAndRead(Store store) throws IOException {
        byte[] content = "pinpipe doctor was here, and may be deleted\n".getBytes(StandardCharsets.UTF_8);
        does = "write in the warehouse";
        Instant before = Instant.now();
        store.write(name, content);
        Instant after = Instant.now();
        does = "read in the warehouse";
        if (!store.text(name).equals(new String(content, StandardCharsets.UTF_8))) {
            throw new IOException("%s was read with another content than was written".formatted(store.path(name)));
        }
        does = "make an object only once in the warehouse";
        exclusive = !store.create(name, content);
        does = "list the warehouse";
        boolean listed = Arrays.stream(store.files().listStatus(store.root()))
                .anyMatch(file -> file.getPath().getName().equals(name));
        if (!listed) {
            throw new IOException("%s was written and is not listed".formatted(store.path(name)));
        }
        Instant dated = Instant.ofEpochMilli(
                store.files().getFileStatus(store.path(name)).getModificationTime());
        clockAhead = ahead(dated, before, after);
    }

    /** Nothing where the date lies between the two; S3 dates by whole seconds. */
    static Duration ahead(Instant dated, Instant before, Instant after) {
        if (dated.isAfter(after)) {
            return Duration.between(after, dated);
        }
        return dated.isBefore(before.minusSeconds(1)) ? Duration.between(before, dated) : Duration.ZERO;
    }

    /** The folder and those above it that are not there, the innermost first. */
    private static List<Path> missing(Path folder, Store store) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path path = folder; path != null && !store.files().exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    private void remove(Store store, List<Path> made) throws IOException {
        store.files().delete(store.path(name), false);
        for (Path folder : made) {
            try {
                if (store.files().listStatus(folder).length == 0) {
                    store.files().delete(folder, false);
                }
            } catch (FileNotFoundException neverMade) {
                // An object store has no folders of their own.
            }
        }
    }
}
