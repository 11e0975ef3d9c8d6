package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pinpipe.cli.Failure;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * Guards the second attempt at a plan. Delta leaves out a write that it has seen, whatever its content: an object that
 * changed between two attempts would be half in the table and never noticed.
 */
final class Unfinished {
    private Unfinished() {}

    /** Only whoever began to forget a key can end it: it needs the landing, and a yes. */
    static void mustNotForget(String table, Plan plan) {
        if (plan.kind() == Kind.FORGET) {
            throw Failure.broken(
                    "Cannot go on with %s: run %d, which forgets %s, has not ended. Run `pinpipe forget --table %s --key %s --yes` again, then try again."
                            .formatted(
                                    table,
                                    plan.run(),
                                    plan.choice().told(),
                                    table,
                                    plan.choice().key()),
                    null);
        }
    }

    /** Every object of the plan still lies there with the size that it had, or the run stops. */
    static void mustStillLie(String table, Plan plan, List<LandedObject> listed) {
        Map<String, Long> sizes = new HashMap<>();
        listed.forEach(object -> sizes.put(object.path(), object.size()));
        List<String> changed = new ArrayList<>();
        for (LandedObject object : plan.objects()) {
            Long size = sizes.get(object.path());
            if (size == null) {
                changed.add(object.path() + " is gone");
            } else if (size != object.size()) {
                changed.add("%s had %d bytes and has %d".formatted(object.path(), object.size(), size));
            }
        }
        if (!changed.isEmpty()) {
            throw Failure.dataRejected(
                    "Cannot clean %s: run %d was not finished, and since then %s%s. Put the objects back as they were, or make the table anew with --rebuild."
                            .formatted(
                                    table,
                                    plan.run(),
                                    String.join("; ", changed.subList(0, Math.min(3, changed.size()))),
                                    changed.size() > 3 ? "; and %d more".formatted(changed.size() - 3) : ""));
        }
    }
}
