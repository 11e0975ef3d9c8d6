package pinpipe.etl.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** What a run reads more than once and so caches, in memory or on disk, until it ends. */
final class CachedDatasets implements AutoCloseable {
    private final Deque<Dataset<Row>> cached = new ArrayDeque<>();

    /** Caches these rows from the first time that they are computed. */
    Dataset<Row> keep(Dataset<Row> rows) {
        cached.push(rows.persist(StorageLevel.MEMORY_AND_DISK()));
        return rows;
    }

    /** Lets go of the last first: Spark plans anew what is cached of rows that it lets go of. */
    @Override
    public void close() {
        cached.forEach(Dataset::unpersist);
    }
}
