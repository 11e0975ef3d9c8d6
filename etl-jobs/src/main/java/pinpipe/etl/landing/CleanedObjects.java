package pinpipe.etl.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.Table;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.records.RecordColumns;
import pinpipe.etl.records.SplitCounts;

/** The cleaned records of landed objects: read once, cached, and counted object by object. */
public final class CleanedObjects implements AutoCloseable {
    private final Table table;
    private final List<LandedObject> objects;
    private final Dataset<Row> rows;

    /** By the object's number. */
    private final List<List<CountedSplit>> splits;

    private CleanedObjects(
            Table table, List<LandedObject> objects, Dataset<Row> rows, List<List<CountedSplit>> splits) {
        this.table = table;
        this.objects = objects;
        this.rows = rows;
        this.splits = splits;
    }

    /**
     * Reads objects. The caller closes the result.
     *
     * @throws IOException if one of them was not read as it was listed, with its path
     */
    static CleanedObjects of(Table table, List<LandedObject> objects, ObjectsReading reading) throws IOException {
        Dataset<Row> rows = reading.rows().persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<List<CountedSplit>> splits = splits(rows, objects.size());
            for (int number = 0; number < objects.size(); number++) {
                reading.requireWhole(objects.get(number), splits.get(number));
            }
            return new CleanedObjects(table, objects, rows, splits);
        } catch (Exception e) { // Spark throws checked exceptions that it does not declare
            rows.unpersist();
            throw e;
        }
    }

    private static List<List<CountedSplit>> splits(Dataset<Row> rows, int objects) {
        List<List<CountedSplit>> splits = Stream.generate(() -> (List<CountedSplit>) new ArrayList<CountedSplit>(1))
                .limit(objects)
                .toList();
        rows.where(col("_counts").isNotNull())
                .select(col("_object"), col("_split"), col("_counts"))
                .collectAsList()
                .forEach(row -> splits.get(row.getInt(0)).add(new CountedSplit(row.getLong(1), row.getStruct(2))));
        splits.forEach(each -> each.sort(Comparator.comparingLong(CountedSplit::start)));
        return splits;
    }

    /** How many lines each object has, by path. */
    public Map<String, Long> lines() {
        Map<String, Long> lines = new HashMap<>();
        for (int number = 0; number < objects.size(); number++) {
            lines.put(objects.get(number).path(), lines(splits.get(number)));
        }
        return lines;
    }

    private static long lines(List<CountedSplit> splits) {
        return splits.stream().mapToLong(CountedSplit::lines).sum();
    }

    /** What was counted of some of the objects. */
    public CleaningCounts counts(Collection<LandedObject> some) {
        Set<LandedObject> counted = new HashSet<>(some);
        SplitCounts sum = new SplitCounts(table);
        for (int number = 0; number < objects.size(); number++) {
            if (counted.contains(objects.get(number))) {
                splits.get(number).forEach(split -> sum.add(split.counts()));
            }
        }
        return sum.cleaning();
    }

    /** The rows of some of the objects, each record at its own offset, in the columns of {@link RecordColumns}. */
    public Dataset<Row> rows(Collection<LandedObject> some) {
        Dataset<Row> records = rows.where(isOf(some));
        return LinesBefore.of(objects, splits)
                .map(before -> before.added(records))
                .orElse(records);
    }

    /** True of the rows of some of the objects: all but those in the stretches of numbers between them. */
    private Column isOf(Collection<LandedObject> some) {
        Set<LandedObject> kept = new HashSet<>(some);
        Column left = lit(false);
        for (int number = 0; number < objects.size(); number++) {
            int first = number;
            while (number < objects.size() && !kept.contains(objects.get(number))) {
                number++;
            }
            if (first < number) {
                left = left.or(col("_object").between(first, number - 1));
            }
        }
        return not(left);
    }

    /** Releases the cached records. */
    @Override
    public void close() {
        rows.unpersist();
    }
}
