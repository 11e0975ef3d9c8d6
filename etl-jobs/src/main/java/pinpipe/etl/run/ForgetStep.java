package pinpipe.etl.run;

/** The steps by which a key is forgotten. Each may be done twice; stopped between any two, all of them again end the same. */
public enum ForgetStep {
    /** What there is of the key is known, nothing is done. */
    SEARCHED,
    /** The ledger has it as a run, which must end before any other begins. */
    PLANNED,
    /** No landed object has a record of it: no run can bring it back. */
    ERASED,
    /** The key versions say that its row is gone: nothing older that lands late brings it back. */
    TOLD,
    /** The table has no row of it. */
    REMOVED,
    /** No rejected line has a record of it. */
    QUARANTINED,
    /** No older version of a table is left. */
    DROPPED,
    /** The ledger has it. */
    ENDED;

    /** Is told when a step is done; what it throws ends the forgetting there. */
    @FunctionalInterface
    public interface Watcher {
        /** Called in the thread that forgets. */
        void reached(ForgetStep step);
    }
}
