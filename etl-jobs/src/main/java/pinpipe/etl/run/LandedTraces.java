package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.LineEraser;
import pinpipe.cleaning.Table;
import pinpipe.etl.erasure.KeySearch;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.landing.CleanedObjects;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.landing.ObjectRewriter;
import pinpipe.etl.landing.TopicListing;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;
import pinpipe.etl.landing.objects.ObjectSplit;

/**
 * Where records of a key stand among the landed objects, erased ones among them.
 *
 * @param listing all that was searched
 * @param lines how many lines each object has, by path
 * @param records by object and line, which records of the line are the key's
 * @param newest by partition, the highest offset at which one stands, among those of all epochs
 * @param texts what those that are not erased say
 * @param unread how many records nobody can read, and that do not name the key
 */
record LandedTraces(
        TopicListing listing,
        Map<String, Long> lines,
        Map<String, Map<Long, Set<Integer>>> records,
        Map<Integer, Long> newest,
        Set<String> texts,
        long unread) {

    /** Searches all that has landed of a topic. */
    static LandedTraces of(Landing landing, String topic, Table table, KeySearch search, Bookmark bookmark)
            throws IOException {
        TopicListing listing = landing.list(topic);
        Map<String, Map<Long, Set<Integer>>> found = new TreeMap<>();
        Map<Integer, Long> newest = new TreeMap<>();
        Set<String> texts = new HashSet<>();
        if (listing.objects().isEmpty()) {
            return new LandedTraces(listing, Map.of(), found, newest, texts, 0);
        }
        Map<String, Long> bases =
                listing.objects().stream().collect(Collectors.toMap(LandedObject::path, bookmark::base));
        try (CleanedObjects objects = landing.read(table, listing.objects(), object -> 0, Landing.RawLines.REJECTED);
                CachedDatasets cached = new CachedDatasets()) {
            Dataset<Row> rows = cached.keep(search.in(CleanedRecords.of(table, objects.rows(listing.objects()))));
            for (Row row : rows.where("its").collectAsList()) {
                String object = row.getAs("object");
                long offset = row.getAs("offset");
                found.computeIfAbsent(object, none -> new TreeMap<>())
                        .computeIfAbsent(line(object, offset, row.getAs("position")), none -> new TreeSet<>())
                        .add(row.getAs("at"));
                newest.merge(row.getAs("partition"), offset + bases.get(object), Math::max);
                if (!row.isNullAt(row.fieldIndex("texts"))) {
                    texts.addAll(row.getList(row.fieldIndex("texts")));
                }
            }
            return new LandedTraces(
                    listing,
                    objects.lines(),
                    found,
                    newest,
                    texts,
                    rows.where(col("its").equalTo(false)).count());
        }
    }

    /** A line's number in its object, from the place that it was given. */
    private static long line(String object, long offset, long position) {
        ObjectName name = ObjectName.read(object).orElseThrow();
        return name.consecutive() ? offset - name.firstOffset() : position / ObjectSplit.POSITIONS_A_LINE;
    }

    /** The objects in which records of the key stand, as they were listed. */
    List<LandedObject> objects() {
        return listing.objects().stream()
                .filter(object -> records.containsKey(object.path()))
                .toList();
    }

    /** What is still to be erased in an object, as records. */
    long toErase(LandedObject object, ObjectRewriter objects, LineEraser eraser) throws IOException {
        List<Integer> left = new ArrayList<>();
        Map<Long, Set<Integer>> its = records.get(object.path());
        objects.read(object, (number, line) -> {
            if (its.containsKey(number)) {
                left.add(eraser.toErase(line, its.get(number)));
            }
            return line;
        });
        return left.stream().mapToLong(Integer::longValue).sum();
    }

    /** What makes an object's lines those without them. */
    ObjectRewriter.Change erasing(LandedObject object, LineEraser eraser) {
        Map<Long, Set<Integer>> its = records.get(object.path());
        return (number, line) -> its.containsKey(number) ? eraser.without(line, its.get(number)) : line;
    }
}
