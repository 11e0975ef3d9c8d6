package pinpipe.etl.run;

import pinpipe.cleaning.CleaningCounts;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Written;

/** Proves that nothing was lost or doubled: each count is compared with one that was made in another way. */
final class Reconciliation {
    private Reconciliation() {}

    /**
     * The lines that the reader counted are the lines that the records came from, and the outcomes, each counted from rows, add
     * up to the records that the reader counted.
     */
    static void requireBalanced(String table, long lines, CleaningCounts counts, Counts.Outcomes outcomes) {
        if (counts.lines() != lines) {
            throw Failure.broken(
                    "Cannot clean %s: %,d lines were read but records of %,d accounted for. Nothing was written; try again, and report it if it stays."
                            .formatted(table, lines, counts.lines()),
                    null);
        }
        if (outcomes.sum() != counts.records()) {
            throw Failure.broken(
                    "Cannot clean %s: %,d records were read but the outcomes are %s. Nothing was written; try again, and report it if it stays."
                            .formatted(table, counts.records(), outcomes),
                    null);
        }
    }

    /** What the table's format counted is what was meant to be written. */
    static void requireWritten(String table, Written expected, Written written) {
        if (expected.inserted() != written.inserted() || expected.updated() != written.updated()) {
            throw Failure.broken(
                    "Cannot clean %s: %,d rows were to be inserted and %,d updated, but the table counted %,d and %,d. Look whether something else writes it."
                            .formatted(
                                    table,
                                    expected.inserted(),
                                    expected.updated(),
                                    written.inserted(),
                                    written.updated()),
                    null);
        }
    }
}
