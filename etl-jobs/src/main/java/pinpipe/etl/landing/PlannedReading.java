package pinpipe.etl.landing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.LandingTask;
import pinpipe.etl.landing.objects.ObjectNotReadException;

/**
 * Reads objects by tasks of our own. A split is counted once every byte of it has been read, so an object is whole if each of
 * its splits was counted, once.
 */
final class PlannedReading implements ObjectsReading {
    private final SparkSession spark;
    private final PlannedTable table;
    private final Map<LandedObject, Integer> planned = new HashMap<>();

    PlannedReading(SparkSession spark, PlannedTable table) {
        this.spark = spark;
        this.table = table;
        for (LandingTask task : table.tasks()) {
            task.splits().forEach(split -> planned.merge(split.object(), 1, Integer::sum));
        }
    }

    @Override
    public Dataset<Row> rows() {
        return LandingSource.read(spark, table);
    }

    @Override
    public void requireWhole(LandedObject object, List<CountedSplit> splits) throws ObjectNotReadException {
        long starts = splits.stream().mapToLong(CountedSplit::start).distinct().count();
        if (starts != splits.size() || starts != planned.get(object)) {
            throw new ObjectNotReadException(
                    object.path(),
                    new IllegalStateException("of %d splits %d were counted, %d of them once"
                            .formatted(planned.get(object), splits.size(), starts)));
        }
    }
}
