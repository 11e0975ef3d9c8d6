package pinpipe.etl.run;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import pinpipe.cleaning.LineEraser;
import pinpipe.etl.io.Lease;
import pinpipe.etl.landing.ObjectRewriter;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * What was erased of a key in landed objects.
 *
 * @param records how many records
 * @param objects in how many objects
 * @param read the paths of all objects of its plan that are as they were read, but for what was erased by this attempt or an
 *     earlier one; not of one that a sink has delivered again since
 */
record Erasure(long records, long objects, Set<String> read) {
    /** Erases what traces have found and is not erased yet. Objects of epochs that are over keep the time that tells so. */
    static Erasure of(Plan plan, LandedTraces traces, ObjectRewriter objects, LineEraser eraser, Lease lease)
            throws IOException {
        Map<String, LandedObject> planned =
                plan.objects().stream().collect(Collectors.toMap(LandedObject::path, Function.identity()));
        Set<String> read = new HashSet<>();
        long records = 0;
        long rewritten = 0;
        for (LandedObject object : traces.objects()) {
            long left = traces.toErase(object, objects, eraser);
            LandedObject before = planned.get(object.path());
            if (before != null && (left == 0 || object.equals(before))) {
                read.add(object.path());
            }
            if (left > 0) {
                lease.mustHold();
                ObjectRewriter.Change erasing = traces.erasing(object, eraser);
                if (plan.before().isPast(object)) {
                    objects.rewriteInItsTime(object, erasing);
                } else {
                    objects.rewrite(object, erasing);
                }
                records += left;
                rewritten++;
            }
        }
        return new Erasure(records, rewritten, read);
    }
}
