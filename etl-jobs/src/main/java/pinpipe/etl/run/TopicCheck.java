package pinpipe.etl.run;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.landing.CleanedObjects;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.landing.objects.LandedObject;

/** Looks whether a topic is still the one that was read, where objects lie at offsets that were read before. */
record TopicCheck(Landing landing, String topic, TableJob job, RunLedger ledger) {
    /** A zipped object holds at most so many times its bytes; a line is one byte at least. */
    private static final long DEFLATED_AT_MOST = 1032;

    /** What speaks for another topic; empty where nothing has come again or all of it is as it was. */
    Optional<MadeAgain> of(Bookmark bookmark, PathsRead paths, List<LandedObject> listed, long nextRun)
            throws IOException {
        List<LandedObject> again = listed.stream()
                .filter(object -> !bookmark.isPast(object))
                .filter(object -> object.name().consecutive() ? bookmark.comesAgain(object) : paths.comesAgain(object))
                .toList();
        if (again.isEmpty()) {
            return Optional.empty();
        }
        try (CleanedObjects objects = read(again, bookmark)) {
            return of(bookmark, paths, listed, again, objects, nextRun);
        }
    }

    private Optional<MadeAgain> of(
            Bookmark bookmark,
            PathsRead paths,
            List<LandedObject> listed,
            List<LandedObject> again,
            CleanedObjects objects,
            long nextRun)
            throws IOException {
        Dataset<Row> records = CleanedRecords.of(job.definition(), objects.rows(again));
        Dataset<Row> lines = CleanedRecords.lines(records);
        Evidence evidence = job.evidence(
                records, ledger.transaction(nextRun, false), ledger.precedents().lastByOthersThan(ledger.rules()));
        Set<String> known = known(again, lines);
        List<LandedObject> unknown = again.stream()
                .filter(object -> !known.contains(object.path()))
                .filter(object -> !evidence.agreeing().contains(object.path()))
                .toList();
        List<LandedObject> witnesses = evidence.contradicting().isEmpty()
                ? witnesses(bookmark, paths, listed, known, unknown, objects.lines())
                : List.of();
        Evidence all = witnesses.isEmpty() ? evidence : evidence.and(told(bookmark, lines, unknown, witnesses));
        return MadeAgain.of(job.table(), topic, bookmark, again, all, known);
    }

    /** The paths of objects that were read before with the length that they have, or have grown since. */
    private Set<String> known(List<LandedObject> again, Dataset<Row> lines) {
        try (CachedDatasets cached = new CachedDatasets()) {
            return known(again, lines, cached.keep(ledger.objectsRead().sizes(again)));
        }
    }

    private static Set<String> known(List<LandedObject> again, Dataset<Row> lines, Dataset<Row> sizes) {
        Map<String, LandedObject> byPath = new HashMap<>();
        again.forEach(object -> byPath.put(object.path(), object));
        Set<String> known = new HashSet<>();
        boolean mayHaveGrown = false;
        for (Row read : sizes.collectAsList()) {
            LandedObject object = byPath.get(read.getString(0));
            boolean smaller = read.getLong(1) < object.size();
            boolean zipped = object.path().endsWith(".gz"); // its bytes do not tell where a line ends
            if (read.getLong(1) == object.size() || (smaller && zipped)) {
                known.add(object.path());
            }
            mayHaveGrown |= smaller && !zipped;
        }
        if (mayHaveGrown) {
            known.addAll(Evidence.grown(lines, broadcast(sizes)));
        }
        return known;
    }

    /** What was read before and is trusted, and may hold lines of the places of objects that nothing is known of. */
    private static List<LandedObject> witnesses(
            Bookmark bookmark,
            PathsRead paths,
            List<LandedObject> listed,
            Set<String> known,
            List<LandedObject> unknown,
            Map<String, Long> lines) {
        return listed.stream()
                .filter(object -> !bookmark.isPast(object))
                .filter(object -> known.contains(object.path())
                        || !(object.name().consecutive()
                                ? bookmark.isNew(object) || bookmark.comesAgain(object)
                                : paths.isNew(object)))
                .filter(object -> unknown.stream().anyMatch(other -> mayMeet(object, other, lines.get(other.path()))))
                .toList();
    }

    private static boolean mayMeet(LandedObject witness, LandedObject object, long lines) {
        long mostLines = witness.size() * (witness.path().endsWith(".gz") ? DEFLATED_AT_MOST : 1);
        long first = object.name().firstOffset();
        long start = witness.name().firstOffset();
        return !witness.path().equals(object.path())
                && witness.name().partition() == object.name().partition()
                && (object.name().consecutive() ? start < first + lines && start + mostLines >= first : start == first);
    }

    private CleanedObjects read(List<LandedObject> objects, Bookmark bookmark) throws IOException {
        return landing.read(job.definition(), objects, bookmark::base, Landing.RawLines.ALL);
    }

    private Evidence told(
            Bookmark bookmark, Dataset<Row> lines, List<LandedObject> unknown, List<LandedObject> witnesses)
            throws IOException {
        Dataset<Row> asked = lines.join(
                broadcast(PathNumbers.of(lines.sparkSession(), unknown, LandedObject::size)),
                col("lineage.object").equalTo(col("path")),
                "left_semi");
        try (CleanedObjects objects = read(witnesses, bookmark)) {
            Dataset<Row> others = CleanedRecords.lines(CleanedRecords.of(job.definition(), objects.rows(witnesses)));
            return Evidence.of(Stream.of(Evidence.inLines(asked, others.select(col("lineage.*"), col("raw")))));
        }
    }
}
