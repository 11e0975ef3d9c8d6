package pinpipe.etl.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * What has landed, held against what the table has consumed: what a run is to do next.
 *
 * @param listed all objects of the topic
 * @param state where the ledger says that the table stands
 * @param bookmark what the next run goes on from: the state's, or that of an epoch which begins
 */
record Survey(
        PlanReading reading,
        TableJob job,
        RunLedger ledger,
        List<LandedObject> listed,
        LedgerState state,
        Bookmark bookmark) {
    /** As the ledger stands now. */
    static Survey of(PlanReading reading, TableJob job, RunLedger ledger, List<LandedObject> listed) {
        LedgerState state = ledger.state();
        StreamGuard.mustBeOfTopics(Kind.CLEAN.does(job.table()), job.table(), state.streamed());
        return new Survey(reading, job, ledger, listed, state, state.bookmark());
    }

    /** The same after a run has moved the ledger. */
    Survey again() {
        return of(reading, job, ledger, listed);
    }

    /** What is to be read. */
    Fresh fresh(boolean rebuild) {
        return rebuild ? new Fresh(listed, List.of()) : Fresh.of(bookmark, listed, paths(), reading.passBefore());
    }

    /** The plan to read that. */
    Plan plan(Fresh fresh, boolean rebuild) {
        return new Plan(nextRun(), rebuild, fresh.objects(), rebuild ? bookmark.unread() : bookmark);
    }

    /** The number that the next run will have. */
    long nextRun() {
        return state.lastRun() + 1;
    }

    /** What speaks for another topic than the one that was read, if anything does. */
    Optional<MadeAgain> madeAgain() throws IOException {
        TopicCheck check = new TopicCheck(reading.landing(), reading.topic(), job, ledger);
        return check.of(bookmark, paths(), listed, nextRun());
    }

    /** When the epoch ended that another one is to follow, in milliseconds since 1970. */
    long end(MadeAgain found) {
        return found.endOfOld(bookmark, paths(), listed);
    }

    /** What has landed of an epoch that ended then and is not read yet. */
    Fresh rest(long end) {
        List<LandedObject> old =
                listed.stream().filter(object -> object.modified() <= end).toList();
        return Fresh.of(bookmark, old, paths(), Long.MAX_VALUE);
    }

    /** The same with another epoch begun after that. */
    Survey begun(long end) {
        Bookmark next = bookmark.newEpoch(end, paths().next());
        return new Survey(reading, job, ledger, listed, state, next);
    }

    /** The report of a run that finds nothing to do. */
    Report nothingNew(Fresh fresh, Stopwatch watch) {
        return Report.nothingNew(job.table(), state.lastRun(), job.version(), fresh.open(), watch.total());
    }

    private PathsRead paths() {
        return PathsRead.of(ledger, bookmark, listed);
    }
}
