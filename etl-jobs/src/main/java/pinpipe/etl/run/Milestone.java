package pinpipe.etl.run;

/** The steps of a run, each done and nothing of the next one begun. What a run does between two of them, it may do twice. */
public enum Milestone {
    /** What landed is known, nothing is undertaken. */
    LISTED,
    /** The ledger has the plan. */
    PLANNED,
    /** All records are read and counted, their outcomes known; nothing is written. */
    READ,
    /** The rejected lines are in quarantine. */
    QUARANTINED,
    /** What the rows will not show is in the key versions. */
    TOLD,
    /** The table has the batch. */
    WRITTEN,
    /** The ledger has the end of the run. */
    ENDED;

    /** Is told when a run has reached a step; what it throws ends the run there. */
    @FunctionalInterface
    public interface Watcher {
        /** Called in the run's own thread. */
        void reached(Milestone milestone);
    }
}
