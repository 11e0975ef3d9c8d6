package pinpipe.etl.run;

import pinpipe.etl.io.SmallFiles;

/** Keeps small what grows with every batch of a stream: the files of its tables, the rows of its ledger. */
public final class StreamUpkeep {
    private final SmallFiles files;
    private final RunLedger ledger;
    private final String table;
    private final int every;
    private final int newest;
    private int batches;

    /**
     * The upkeep of a table.
     *
     * @param every after so many batches
     * @param newest so many of the newest runs keep rows of their own: they are looked at, and one may be given again
     */
    public StreamUpkeep(SmallFiles files, RunLedger ledger, String table, int every, int newest) {
        this.files = files;
        this.ledger = ledger;
        this.table = table;
        this.every = every;
        this.newest = newest;
    }

    /** A batch was done; the table is held still. */
    void after() {
        batches++;
        if (batches % every == 0) {
            ledger.rollUp(newest);
            files.pack(table);
        }
    }
}
