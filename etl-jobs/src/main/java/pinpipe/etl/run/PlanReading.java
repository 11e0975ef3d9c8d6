package pinpipe.etl.run;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Landing;
import pinpipe.etl.io.ObjectName;
import pinpipe.etl.io.Records;
import pinpipe.etl.io.Transaction;

/**
 * Reads the objects of a plan, and writes nothing.
 *
 * @param passBefore gaps before objects that were written before this instant are passed, in milliseconds since 1970
 */
record PlanReading(Landing landing, String topic, String table, long passBefore) {
    /** What a reader says of bytes that it cannot unpack; what a store says against us has classes of its own. */
    private static final Set<Class<?>> OF_CONTENT = Set.of(IOException.class, EOFException.class, ZipException.class);

    /**
     * A plan whose objects have been read once, so that their lines are counted.
     *
     * @param settled what the run may consume of them
     */
    record Opened(Plan plan, Records records, Settlement settled) {}

    /**
     * Reads a plan's objects.
     *
     * @param fresh what is known of them, and of gaps that wait
     */
    Opened open(Plan plan, Fresh fresh) throws IOException {
        Records records = landing.read(plan.objects());
        Settlement settled = Settlement.of(plan, landing.lines(records, plan.objects()), fresh.open(), passBefore);
        return new Opened(plan, records, settled);
    }

    /** This, passing all gaps. */
    PlanReading waitingForNothing() {
        return new PlanReading(landing, topic, table, Long.MAX_VALUE);
    }

    /** What the run may consume, for its table's job. */
    Batch batch(Opened opened, Transaction transaction) {
        Settlement settled = opened.settled();
        return new Batch(
                transaction,
                opened.plan().rebuild(),
                settled.consumedOf(opened.records().lines(), ObjectName.folder(topic)),
                settled.lines(),
                settled.source(),
                opened.records().release());
    }

    /** Where an object ended too early or is no gzip, the sentence that names it. */
    Optional<Failure> unreadable(Exception failure, Plan plan) {
        Throwable root = Causes.root(failure);
        if (!OF_CONTENT.contains(root.getClass())) {
            return Optional.empty();
        }
        return landing.firstBroken(plan.objects())
                .map(object -> Failure.dataRefused(
                        "Cannot clean %s: %s cannot be read whole (%s). Put the whole object in its place, then run again with --rebuild."
                                .formatted(table, object, Causes.firstLine(root))));
    }
}
