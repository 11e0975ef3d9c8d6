package pinpipe.etl.run;

import java.util.List;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Transaction;

/**
 * Guards the second attempt at a plan by other rules than those of the first. What a run has written once is not written
 * again, so a table that already has the run's rows by the older rules would keep them, and the report would tell of others.
 */
final class OlderRules {
    private OlderRules() {}

    /**
     * Takes a plan over where it was made by other rules than today's, and keeps that in the ledger before anything else
     * is done. Lines that were rejected by the older rules leave the quarantine: by today's they may be good.
     *
     * @return whole sentences for the report
     * @throws Failure if the older rules have written the table
     */
    static List<String> giveWay(Plan plan, TableJob job, RunLedger ledger) {
        List<String> rules = ledger.precedents().plannedBy(plan.run());
        String last = rules.get(rules.size() - 1);
        if (!last.equals(ledger.rules())) {
            Transaction run = ledger.transaction(plan.run(), true);
            if (job.wrote(run)) {
                throw Failure.dataRejected(
                        "Cannot clean %s: run %d was written by the rules %s and was not ended, and this version has others. Finish it with that version, or make the table anew with --rebuild."
                                .formatted(job.table(), plan.run(), last));
            }
            job.forgetRejected(run);
            ledger.amended(plan);
        }
        return rules.get(0).equals(ledger.rules())
                ? List.of()
                : List.of("Run %d was planned by the rules %s and finished by %s."
                        .formatted(plan.run(), rules.get(0), ledger.rules()));
    }
}
