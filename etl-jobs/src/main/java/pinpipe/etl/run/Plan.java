package pinpipe.etl.run;

import java.util.List;
import pinpipe.etl.io.Choice;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * What a run has undertaken to do, kept in the ledger before it reads, so that a run after a crash does exactly the same.
 *
 * @param run the run's number
 * @param rebuild true if the table is made anew from these objects
 * @param objects the objects, with the sizes that they had; of a run that forgets a key, those that were read before
 * @param before the bookmark that the run goes on from
 * @param kind what the run does
 * @param choice of a run over the quarantine, its lines in the version that they had; of one that forgets a key, the key;
 *     else null
 * @param stream of a run that does a batch of a stream, which; else null
 */
public record Plan(
        long run,
        boolean rebuild,
        List<LandedObject> objects,
        Bookmark before,
        Kind kind,
        Choice choice,
        StreamBatch stream) {
    /** A plan to clean objects. */
    public Plan(long run, boolean rebuild, List<LandedObject> objects, Bookmark before) {
        this(run, rebuild, objects, before, Kind.CLEAN, null, null);
    }

    /** A plan for lines in quarantine, which moves no bookmark. */
    static Plan over(Choice choice, Kind kind, long run, Bookmark before) {
        return new Plan(run, false, List.of(), before, kind, choice, null);
    }

    /** A plan to make a batch of a stream part of the table, which moves no bookmark. */
    static Plan streaming(StreamBatch batch, long run, Bookmark before) {
        return new Plan(run, false, List.of(), before, Kind.STREAM, null, batch);
    }

    /** A plan to forget a key, of whose objects these were read. */
    static Plan forgetting(Choice key, long run, List<LandedObject> read, Bookmark before) {
        return new Plan(run, false, read, before, Kind.FORGET, key, null);
    }

    /** A plan that has made these objects of others that were read. */
    static Plan packing(long run, List<LandedObject> packs, Bookmark before) {
        return new Plan(run, false, packs, before, Kind.PACK, null, null);
    }

    /** How many bytes the objects have. */
    long bytes() {
        return objects.stream().mapToLong(LandedObject::size).sum();
    }

    /** The same plan for fewer objects. */
    Plan only(List<LandedObject> fewer) {
        return new Plan(run, rebuild, fewer, before, kind, choice, stream);
    }
}
