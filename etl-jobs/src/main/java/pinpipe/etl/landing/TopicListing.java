package pinpipe.etl.landing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import pinpipe.etl.io.SideBySide;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;

/**
 * What lies in a topic's folder.
 *
 * @param objects the landed objects, by partition and first offset
 * @param notUnderstood paths of objects whose name says nothing to us
 */
public record TopicListing(List<LandedObject> objects, List<String> notUnderstood) {
    /** A store tells a thousand names a request, and the next thousand only after them; so folders are asked side by side. */
    private static final int AT_ONCE = 16;

    private static final int NAMED = 20;

    /** All objects of a topic, each once, whatever the store says; none where the topic has no folder. */
    static TopicListing of(Store store, String topic) throws IOException {
        Found found = new Found(new ConcurrentHashMap<>(), new ConcurrentSkipListSet<>());
        List<Callable<?>> folders = new ArrayList<>();
        for (FileStatus child : children(store, ObjectName.folder(topic))) {
            if (child.isDirectory()) {
                folders.add(() -> found.below(store, child));
            } else {
                found.add(store, child);
            }
        }
        SideBySide.run(AT_ONCE, folders);
        return found.listing();
    }

    private static List<FileStatus> children(Store store, String folder) throws IOException {
        try {
            return Arrays.asList(store.files().listStatus(store.path(folder)));
        } catch (FileNotFoundException nothingHasLanded) {
            return List.of();
        }
    }

    /** What the threads that list have found so far. */
    private record Found(Map<String, LandedObject> objects, Set<String> notUnderstood) {
        Void below(Store store, FileStatus folder) throws IOException {
            RemoteIterator<? extends FileStatus> files = store.filesBelow(relative(store, folder));
            while (files.hasNext()) {
                add(store, files.next());
            }
            return null;
        }

        void add(Store store, FileStatus file) {
            if (isHidden(file)) {
                return;
            }
            String path = relative(store, file);
            Optional<ObjectName> name = ObjectName.read(path);
            if (name.isEmpty()) {
                notUnderstood.add(path);
            } else {
                LandedObject object = new LandedObject(
                        path, file.getLen(), file.getModificationTime(), etag(store, file), name.get());
                objects.merge(path, object, Found::newer); // pages of a listing may overlap while objects are written
            }
        }

        TopicListing listing() {
            List<LandedObject> sorted = objects.values().parallelStream()
                    .sorted(Comparator.comparingInt(
                                    (LandedObject object) -> object.name().partition())
                            .thenComparingLong(object -> object.name().firstOffset())
                            .thenComparing(LandedObject::path))
                    .toList();
            return new TopicListing(sorted, List.copyOf(notUnderstood));
        }

        private static LandedObject newer(LandedObject one, LandedObject other) {
            return one.modified() > other.modified() ? one : other;
        }

        /** Not yet or never an object, and no reason to warn: Hadoop's checksums, and what a killed {@link Store#write} left. */
        private static boolean isHidden(FileStatus file) {
            String name = file.getPath().getName();
            return name.startsWith(".") && (name.endsWith(".crc") || name.endsWith(".unfinished"));
        }

        private static String etag(Store store, FileStatus file) {
            if (store.isLocal()) {
                return LandedObject.BY_TIME;
            }
            return file instanceof EtagSource named ? named.getEtag() : null;
        }

        /** A path as it is called in the landing, whatever the folders above it are called. */
        private static String relative(Store store, FileStatus file) {
            String root = store.root().toUri().getPath();
            String path = file.getPath().toUri().getPath();
            return path.substring(root.endsWith("/") ? root.length() : root.length() + 1);
        }
    }

    /** Whole sentences about objects that are not read. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (String path : notUnderstood.subList(0, Math.min(NAMED, notUnderstood.size()))) {
            warnings.add("Not read, its name is not <topic>+<partition>+<offset>.json: " + path);
        }
        if (notUnderstood.size() > warnings.size()) {
            warnings.add(
                    "Not read for the same reason: %d more objects".formatted(notUnderstood.size() - warnings.size()));
        }
        return warnings;
    }
}
