package pinpipe.etl.crash;

import java.util.List;
import java.util.stream.Stream;
import pinpipe.etl.run.Milestone;

/**
 * Where a run is stopped for good: at a milestone, or inside one of its commits, when that is written and before Delta
 * is told so. An attempt that never comes there ends as usual.
 *
 * @param name a {@link Milestone}, or {@code commit of} and a table's folder, such as {@code commit of _runs/pin}; with
 *     {@code #2} behind it for the second commit that the attempt makes there. {@code lost} and {@code denied} in place
 *     of {@code commit} do not stop the run: the store's answer to that commit is an error, or that somebody else made it
 */
record CrashPoint(String name) {
    /** No stop: the attempt runs to its end. */
    static final CrashPoint NONE = new CrashPoint("-");

    private static final String STOP = "commit of ";
    private static final String LOST = "lost of ";
    private static final String DENIED = "denied of ";

    /** All points at which a run of this table can be killed. */
    static List<CrashPoint> all(String table) {
        return Stream.concat(
                        Stream.of(Milestone.values()).map(Milestone::name),
                        commits(table).map(commit -> STOP + commit))
                .map(CrashPoint::new)
                .toList();
    }

    /** All commits of a run of which the answer can be lost while the process lives on. */
    static List<CrashPoint> lostAnswers(String table) {
        return commits(table)
                .flatMap(commit -> Stream.of(LOST + commit, DENIED + commit))
                .map(CrashPoint::new)
                .toList();
    }

    /** The commits of a run that has something to say everywhere, in their order. */
    private static Stream<String> commits(String table) {
        return Stream.of(
                "_runs/" + table, "_quarantine/" + table, "_key_versions/" + table, table, "_runs/" + table + "#2");
    }

    /** The name as a folder may have it. */
    String folder() {
        return name.replace('/', ' ');
    }

    /** True at the nth commit in this folder if the run is to stop there. */
    boolean stopsAt(String folder, int nth) {
        return name.equals(STOP + commit(folder, nth));
    }

    /** True at the nth commit in this folder if its answer is an error of the store. */
    boolean losesAnswerOf(String folder, int nth) {
        return name.equals(LOST + commit(folder, nth));
    }

    /** True at the nth commit in this folder if its answer is that somebody else made it: what a store says to a repeated request. */
    boolean isDenied(String folder, int nth) {
        return name.equals(DENIED + commit(folder, nth));
    }

    /** True if the run lives on, and may well end with an error. */
    boolean losesAnswers() {
        return name.startsWith(LOST) || name.startsWith(DENIED);
    }

    private static String commit(String folder, int nth) {
        return folder + (nth == 1 ? "" : "#" + nth);
    }
}
