package pinpipe.etl.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import pinpipe.cleaning.LineEraser;
import pinpipe.cli.Failure;
import pinpipe.etl.landing.ObjectRewriter;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * When a key may be forgotten: nothing that it touches may be one that another run still counts on, or that the next run
 * would take for something else.
 *
 * @param does the words after "Cannot"
 */
record ForgetGuard(String does, String key, RunLedger ledger) {
    /** The plan by which this key was begun to be forgotten; empty where it was not. No other run may be open. */
    Optional<Plan> begun(LedgerState state) {
        StreamGuard.nothingMayBeOpen(does, state.streams());
        if (state.unfinished().isEmpty()) {
            return Optional.empty();
        }
        Plan plan = ledger.plan(state.unfinished().get());
        if (plan.kind() != Kind.FORGET) {
            throw Failure.broken(
                    "Cannot %s: run %d has not ended. Run clean, then try again.".formatted(does, plan.run()), null);
        }
        if (!plan.choice().key().equals(key)) {
            throw Failure.broken(
                    "Cannot %s: run %d, which forgets %s, has not ended. Forget that again first."
                            .formatted(does, plan.run(), plan.choice().told()),
                    null);
        }
        return Optional.of(plan);
    }

    /**
     * What has come again is judged by clean: it may be of a topic that was made again. Once objects are rewritten, they
     * would hide that.
     */
    void nothingMayHaveComeAgain(Bookmark bookmark, PathsRead paths, List<LandedObject> listed) {
        List<LandedObject> again = listed.stream()
                .filter(object -> !bookmark.isPast(object))
                .filter(object -> object.name().consecutive() ? bookmark.comesAgain(object) : paths.comesAgain(object))
                .toList();
        if (!again.isEmpty()) {
            throw Failure.broken(
                    "Cannot %s: %s has landed again since it was read. Run clean, which looks what it is, then try again."
                            .formatted(does, again.get(0).path()),
                    null);
        }
    }

    /** An object's time says of which epoch of the topic it is: where the store gives it another, it must not be rewritten. */
    void epochsMustStay(Bookmark bookmark, LandedTraces traces, ObjectRewriter objects, LineEraser eraser)
            throws IOException {
        List<LandedObject> past =
                traces.objects().stream().filter(bookmark::isPast).toList();
        if (past.isEmpty() || objects.keepsTimes()) {
            return;
        }
        for (LandedObject object : past) {
            if (traces.toErase(object, objects, eraser) > 0) {
                throw Failure.askedWrongly(
                        "Cannot %s: %s holds a record of it and landed before the topic was made again; rewritten here, it would be dated as if it had landed after that. Delete that object by hand, then try again: all its records have been read, but a later --rebuild goes without them."
                                .formatted(does, object.path()));
            }
        }
    }
}
