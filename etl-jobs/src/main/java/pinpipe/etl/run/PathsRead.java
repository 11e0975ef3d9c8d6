package pinpipe.etl.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;

/**
 * What was read of an epoch in folders where offsets are not consecutive: there the paths are the bookmark, and an object's
 * first offset is all that its name tells.
 *
 * @param modified by path, when the object was written that was read, in milliseconds since 1970
 * @param places where those objects begin
 */
record PathsRead(Map<String, Long> modified, Set<Place> places) {
    /** Nothing. */
    static final PathsRead NONE = of(Map.of());

    /** A partition's offset. */
    record Place(int partition, long offset) {
        static Place of(ObjectName name) {
            return new Place(name.partition(), name.firstOffset());
        }
    }

    /** These paths, with the times of their objects. */
    static PathsRead of(Map<String, Long> modified) {
        return new PathsRead(
                modified,
                modified.keySet().stream()
                        .map(path -> Place.of(ObjectName.read(path).orElseThrow()))
                        .collect(Collectors.toSet()));
    }

    /** What a ledger has of them, which is asked only where such folders are listed. */
    static PathsRead of(RunLedger ledger, Bookmark bookmark, List<LandedObject> listed) {
        boolean interleaved = listed.stream().anyMatch(object -> !object.name().consecutive());
        return interleaved && ledger.exists() ? ledger.objectsRead().interleaved(bookmark) : NONE;
    }

    /** True if the object was not read, or was written anew since. */
    boolean isNew(LandedObject object) {
        Long read = modified.get(object.path());
        return read == null || object.modified() > read;
    }

    /** True if the object is new and another one was read that began where it begins. */
    boolean comesAgain(LandedObject object) {
        return isNew(object) && places.contains(Place.of(object.name()));
    }

    /** When the last of them was written, 0 where there is none. */
    long newest() {
        return modified.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** One past the highest offset that is known of them. */
    long next() {
        return places.stream().mapToLong(place -> place.offset() + 1).max().orElse(0);
    }
}
