package pinpipe.etl.run;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import pinpipe.cleaning.Table;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Transaction;
import pinpipe.etl.landing.CleanedObjects;
import pinpipe.etl.landing.Landing;

/**
 * Reads the objects of a plan, and writes nothing.
 *
 * @param passBefore gaps before objects that were written before this instant are passed, in milliseconds since 1970
 */
record PlanReading(Landing landing, String topic, Table table, long passBefore) {
    /** What a reader says of bytes that it cannot unpack; what a store says against us has classes of its own. */
    private static final Set<Class<?>> OF_CONTENT = Set.of(IOException.class, EOFException.class, ZipException.class);

    /**
     * A plan whose objects have been read.
     *
     * @param objects their records
     * @param settled what the run may consume of them
     */
    record Opened(Plan plan, CleanedObjects objects, Settlement settled) {}

    /**
     * Reads a plan's objects.
     *
     * @param fresh what is known of them, and of gaps that wait
     */
    Opened open(Plan plan, Fresh fresh) throws IOException {
        CleanedObjects objects = landing.read(table, plan.objects(), plan.before()::base, Landing.RawLines.REJECTED);
        Settlement settled = Settlement.of(plan, objects.lines(), fresh.open(), passBefore);
        return new Opened(plan, objects, settled);
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
                opened.objects().rows(settled.objects()),
                opened.objects().counts(settled.objects()),
                settled.lines(),
                settled.source(),
                opened.objects()::close);
    }

    /** Where an object ended too early or is no gzip, the sentence that names it. */
    Optional<Failure> unreadable(Exception failure, Plan plan) {
        Throwable root = Causes.root(failure);
        if (!OF_CONTENT.contains(root.getClass())) {
            return Optional.empty();
        }
        return landing.firstBroken(plan.objects())
                .map(object -> Failure.dataRejected(
                        "Cannot clean %s: %s cannot be read whole (%s). Put the whole object in its place, then run again with --rebuild."
                                .formatted(table.name(), object, Causes.firstLine(root))));
    }
}
