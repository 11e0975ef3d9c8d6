package pinpipe.etl.crash;

import java.util.List;
import java.util.stream.Stream;
import pinpipe.etl.run.Milestone;

/**
 * Where a run is stopped for good: at a milestone, or right after one of its commits was written and before anybody was
 * told so. An attempt that never comes there ends as usual.
 *
 * @param name a {@link Milestone}, or {@code commit of} and a table's folder, such as {@code commit of _runs/pin}; with
 *     {@code #2} behind it for the second commit that the attempt makes there
 */
record CrashPoint(String name) {
    /** No stop: the attempt runs to its end. */
    static final CrashPoint NONE = new CrashPoint("-");

    /** All points of a run. */
    static List<CrashPoint> all() {
        return Stream.of(Milestone.values())
                .map(milestone -> new CrashPoint(milestone.name()))
                .toList();
    }

    static CrashPoint commitOf(String folder, int nth) {
        return new CrashPoint("commit of " + folder + (nth == 1 ? "" : "#" + nth));
    }
}
