package pinpipe.etl.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pinpipe.cli.Failure;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * What speaks for a topic having been deleted and made again, so that its offsets have started over.
 *
 * @param why the whole sentence
 * @param from when the first object was written that may be of the new topic, in milliseconds since 1970
 */
public record MadeAgain(String why, long from) {
    private static final String SENTENCE = "Cannot clean ";

    /**
     * Judges objects that have come again: one record that is another than it was is enough; and where a partition has
     * nothing left that could agree, an object that was never read so is not trusted either.
     *
     * @param again objects that have come again
     * @param known the paths of those that were read before with the length that they have, or have grown since
     */
    static Optional<MadeAgain> of(
            String table,
            String topic,
            Bookmark bookmark,
            List<LandedObject> again,
            Evidence evidence,
            Set<String> known) {
        List<LandedObject> suspect = again.stream()
                .filter(object -> evidence.contradicting().containsKey(object.path()) || !known.contains(object.path()))
                .toList();
        long from = suspect.stream().mapToLong(LandedObject::modified).min().orElse(0);
        Optional<LandedObject> contradicting = again.stream()
                .filter(object -> evidence.contradicting().containsKey(object.path()))
                .min(Comparator.comparingInt(
                                (LandedObject object) -> object.name().partition())
                        .thenComparingLong(object -> evidence.contradicting().get(object.path())));
        if (contradicting.isPresent()) {
            LandedObject object = contradicting.get();
            long offset = evidence.contradicting().get(object.path()) - bookmark.base(object);
            return Optional.of(new MadeAgain(contradicted(table, topic, object, offset), from));
        }
        return suspect.stream()
                .filter(object -> again.stream()
                        .filter(other ->
                                other.name().partition() == object.name().partition())
                        .noneMatch(other -> evidence.agreeing().contains(other.path())))
                .findFirst()
                .map(object -> new MadeAgain(unknown(table, topic, object), from));
    }

    private static String contradicted(String table, String topic, LandedObject object, long offset) {
        return SENTENCE
                + "%s: topic %s seems to have been deleted and made again: at partition %d offset %d lies now another record than the one that was read (%s). If it was, run again with --new-epoch; if that object was changed by hand, put it back, or make the table anew with --rebuild."
                        .formatted(table, topic, object.name().partition(), offset, object.path());
    }

    private static String unknown(String table, String topic, LandedObject object) {
        return SENTENCE
                + "%s: topic %s may have been deleted and made again: %s lies where partition %d was read before, and nothing is left to compare it with. If it was, run again with --new-epoch; if not, make the table anew with --rebuild."
                        .formatted(table, topic, object.path(), object.name().partition());
    }

    /** The answer to {@code --new-epoch} where nothing speaks for one. */
    static Failure goesOn(String table, String topic) {
        return Failure.askedWrongly(SENTENCE
                + "%s: topic %s goes on as before, nothing that has landed contradicts what was read. Run again without --new-epoch."
                        .formatted(table, topic));
    }

    /** The report of a run that was rejected because of it. */
    Report rejected(TableJob job, long run) {
        return Report.stopped(job.table(), run, job.version(), Source.nothing(List.of()))
                .warning(List.of(why));
    }

    /** The sentence for a run that was rejected because of it; empty for any other run. */
    public static Optional<Failure> rejection(Report report) {
        return report.status().equals("rejected")
                ? report.warnings().stream()
                        .filter(warning -> warning.startsWith(SENTENCE))
                        .findFirst()
                        .map(Failure::dataRejected)
                : Optional.empty();
    }

    /**
     * The last moment of the old topic: when the last was written of what was read, or is unread and goes on behind it. What
     * lies between that and the first suspect object is of the new one.
     */
    long endOfOld(Bookmark bookmark, PathsRead paths, List<LandedObject> listed) {
        long read = bookmark.partitions().values().stream()
                .mapToLong(Bookmark.Mark::newest)
                .reduce(paths.newest(), Math::max);
        long behind = listed.stream()
                .filter(object -> object.modified() < from && goesOn(bookmark, object))
                .mapToLong(LandedObject::modified)
                .max()
                .orElse(0);
        return Math.min(from - 1, Math.max(read, behind));
    }

    private static boolean goesOn(Bookmark bookmark, LandedObject object) {
        Bookmark.Mark mark = bookmark.partitions().get(object.name().partition());
        return !object.name().consecutive() || (mark != null && object.name().firstOffset() >= mark.next());
    }
}
