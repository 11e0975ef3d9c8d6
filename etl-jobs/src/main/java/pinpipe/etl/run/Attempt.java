package pinpipe.etl.run;

import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.Store;

/**
 * One attempt at a run.
 *
 * @param does what it does, as the words after "Cannot"
 */
record Attempt(String does, RunLedger ledger, Lease lease) {
    /** The ledger is told why the attempt failed, if it can still be told anything. */
    void failed(long run, Exception failure) {
        try {
            lease.mustHold(); // else the ledger is another's by now
            Failure told = failure instanceof Failure known ? known : Store.explain(does, failure);
            ledger.failed(run, told != null ? told.getMessage() : Causes.firstLine(Causes.root(failure)));
        } catch (Exception unreachable) {
            failure.addSuppressed(unreachable);
        }
    }
}
