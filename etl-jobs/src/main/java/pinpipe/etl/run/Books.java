package pinpipe.etl.run;

import pinpipe.cleaning.CleaningCounts;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Written;

/** Proves that nothing was lost or doubled: each count is held against one that was made in another way. */
final class Books {
    private Books() {}

    /** The lines that the door counted are the lines that the records came from, and no fate is negative. */
    static void mustBalance(String table, long lines, CleaningCounts counts, Counts.Fates fates) {
        if (counts.lines() != lines) {
            throw Failure.broken(
                    "Cannot clean %s: %,d lines were read but records of %,d accounted for. Nothing was written; try again, and report it if it stays."
                            .formatted(table, lines, counts.lines()),
                    null);
        }
        if (fates.duplicate() < 0 || fates.sum() != counts.records()) {
            throw Failure.broken(
                    "Cannot clean %s: %,d records were read but the fates are %s. Nothing was written; try again, and report it if it stays."
                            .formatted(table, counts.records(), fates),
                    null);
        }
    }

    /** What the table's format counted is what was meant to be written. */
    static void mustAgree(String table, Written expected, Written written) {
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
