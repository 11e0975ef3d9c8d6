package pinpipe.etl.run;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.Table;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.Lease;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.landing.ObjectPacker;
import pinpipe.etl.landing.ObjectPacker.Packed;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * Makes few larger objects of the many small ones that a table has consumed, so that whoever lists or reads a topic from its
 * beginning asks for few. No line changes, nor its offset. It holds the table meanwhile. Stopped anywhere and called again, it
 * ends the same; what it leaves in between is read as what was there before.
 *
 * @param warehouse the qualified folder of the tables
 * @param writtenBefore only objects that were written before this instant are packed, in milliseconds since 1970: a sink that
 *     starts again may write its last ones anew
 * @param watcher is told of every step
 */
public record LandingUpkeep(
        SparkSession spark, String warehouse, Landing landing, long writtenBefore, Watcher watcher) {
    /** So many objects are packed, kept in the ledger and removed before the next are begun. */
    private static final int OBJECTS_AT_ONCE = 100_000;

    /** The steps, each done and nothing of the next one begun. */
    public enum Step {
        /** The packs lie there, beside what they are made of. */
        PACKED,
        /** The ledger has them as they are: they have not come again. */
        KEPT,
        /** What they are made of is gone. */
        REMOVED
    }

    /** Is told when a step is done; what it throws ends the packing there. */
    @FunctionalInterface
    public interface Watcher {
        /** Called in the thread that packs. */
        void reached(Step step);
    }

    /** What was packed so far. */
    private record Sum(long small, long packs) {
        Sum and(List<Packed> more) {
            return new Sum(small + small(more), packs + more.size());
        }

        private static long small(List<Packed> packs) {
            return packs.stream()
                    .mapToLong(pack -> pack.others().size() + (pack.grown() ? 1 : 0))
                    .sum();
        }

        String told() {
            return String.format(Locale.ROOT, "%,d small objects became %,d", small, packs);
        }
    }

    /**
     * Packs what one table has consumed of a topic; gives the line that says what was done.
     *
     * @param late true once nothing more is to be begun
     * @throws pinpipe.cli.Failure if another process holds the table, naming which
     */
    public String of(Table table, String topic, String holder, Clock clock, BooleanSupplier late) throws IOException {
        String told = "landing of %s: ".formatted(topic);
        RunLedger ledger = new RunLedger(spark, warehouse, table, holder);
        try (Lease lease = ledger.lease(Kind.PACK, clock)) {
            LedgerState state = ledger.state();
            if (state.unfinished().isPresent()) {
                return "%sleft alone; run %d has not ended. Run `pinpipe clean %s` first."
                        .formatted(told, state.unfinished().get(), table.name());
            }
            List<LandedObject> listed = landing.list(topic).objects();
            Optional<LandedObject> again = listed.stream()
                    .filter(object ->
                            !state.bookmark().isPast(object) && state.bookmark().comesAgain(object))
                    .findFirst();
            if (again.isPresent()) {
                return "%sleft alone; %s has landed again since it was read. Run `pinpipe clean %s` first."
                        .formatted(told, again.get().path(), table.name());
            }
            List<List<LandedObject>> groups =
                    ObjectPacker.groups(listed, object -> isPackable(object, state.bookmark()));
            Sum sum = packed(table, ledger, lease, groups, late);
            return told + (sum.packs() == 0 ? "no small objects" : sum.told());
        }
    }

    private boolean isPackable(LandedObject object, Bookmark bookmark) {
        Bookmark.Mark mark = bookmark.partitions().get(object.name().partition());
        return object.name().consecutive()
                && object.modified() < writtenBefore
                && object.size() > 0
                && mark != null
                && !bookmark.isPast(object)
                && !bookmark.isNew(object)
                && !object.path().equals(mark.last()); // which may still grow
    }

    private Sum packed(
            Table table, RunLedger ledger, Lease lease, List<List<LandedObject>> groups, BooleanSupplier late)
            throws IOException {
        Sum sum = new Sum(0, 0);
        int next = 0;
        while (next < groups.size() && !late.getAsBoolean()) {
            List<List<LandedObject>> some = new ArrayList<>();
            for (int objects = 0; next < groups.size() && objects < OBJECTS_AT_ONCE; next++) {
                some.add(groups.get(next));
                objects += groups.get(next).size();
            }
            sum = sum.and(packedAtOnce(table, ledger, lease, some));
        }
        return sum;
    }

    private List<Packed> packedAtOnce(Table table, RunLedger ledger, Lease lease, List<List<LandedObject>> groups)
            throws IOException {
        Stopwatch watch = new Stopwatch();
        ObjectPacker packer = landing.packer();
        List<Packed> packs = packer.pack(groups);
        reached(Step.PACKED, lease);
        List<LandedObject> grown =
                packs.stream().filter(Packed::grown).map(Packed::object).toList();
        if (!grown.isEmpty()) {
            LedgerState state = ledger.state();
            Plan plan = Plan.packing(state.lastRun() + 1, grown, state.bookmark());
            String what = "Packed what has landed: %s."
                    .formatted(new Sum(0, 0).and(packs).told());
            Long version = new DeltaTables(spark, warehouse).version(table.name());
            ledger.rewrote(Report.did(Kind.PACK, table.name(), plan.run(), version, what, watch.total()), plan);
        }
        reached(Step.KEPT, lease);
        packer.removeOthers(packs);
        reached(Step.REMOVED, lease);
        return packs;
    }

    /** No step follows without the lease. */
    private void reached(Step step, Lease lease) {
        watcher.reached(step);
        lease.mustHold();
    }
}
