package pinpipe.etl.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Datasets that a run reads more than once. They are cached in memory or on disk until the run ends. */
final class CachedDatasets implements AutoCloseable {
    private final Deque<Dataset<Row>> cached = new ArrayDeque<>();

    /** Caches these rows from the first time that they are computed. */
    Dataset<Row> keep(Dataset<Row> rows) {
        cached.push(rows.persist(StorageLevel.MEMORY_AND_DISK()));
        return rows;
    }

    /** Releases the last dataset first: Spark plans again whatever is cached on top of a released one. */
    @Override
    public void close() {
        cached.forEach(Dataset::unpersist);
    }
}
