package pinpipe.etl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import pinpipe.etl.io.DeltaCommits;

/**
 * Where a table stood when a run of it had ended, as the commit of that end notes it: the next run reads one small file of the
 * log and need not ask Spark. Only the rows are the truth. A note counts in the newest commit alone, and there only if it has
 * the version that its writer expected; else somebody has written whom the writer did not know.
 *
 * @param version the ledger's version with that commit
 */
record LedgerNote(long version, String ledger, long lastRun, long lastEnd, Bookmark bookmark) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The note of a commit; empty where a run has not ended, or streams have fed the table: of them a ledger knows too much. */
    static Optional<LedgerNote> of(long version, LedgerState state) {
        return state.unfinished().isPresent()
                        || state.streamed() != null
                        || !state.streams().equals(StreamRuns.NONE)
                ? Optional.empty()
                : Optional.of(
                        new LedgerNote(version, state.ledger(), state.lastRun(), state.lastEnd(), state.bookmark()));
    }

    /** What the newest commit of a ledger notes; empty where it has no note, or one that does not hold. */
    static Optional<LedgerState> in(DeltaCommits.Commit newest) {
        if (newest.note() == null || !newest.note().startsWith("{")) {
            return Optional.empty();
        }
        try {
            LedgerNote note = JSON.readValue(newest.note(), LedgerNote.class);
            return note.version() == newest.version() ? Optional.of(note.state()) : Optional.empty();
        } catch (JsonProcessingException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    private LedgerState state() {
        return new LedgerState(ledger, lastRun, lastEnd, Optional.empty(), bookmark, null, StreamRuns.NONE);
    }

    /** The note as the commit has it. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException neverForRecords) {
            throw new IllegalStateException(neverForRecords);
        }
    }
}
