package pinpipe.etl.run;

import java.util.List;
import pinpipe.etl.io.Landed;

/**
 * What a run has undertaken to do, kept in the ledger before it reads, so that a run after a crash does exactly the same.
 *
 * @param run the run's number
 * @param rebuild true if the table is made anew from these objects
 * @param objects the objects, with the sizes that they had
 * @param before the bookmark that the run goes on from
 */
public record Plan(long run, boolean rebuild, List<Landed> objects, Bookmark before) {
    /** The same plan for fewer objects. */
    Plan only(List<Landed> fewer) {
        return new Plan(run, rebuild, fewer, before);
    }
}
