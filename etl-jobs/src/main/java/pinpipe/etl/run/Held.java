package pinpipe.etl.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** What a run reads more than once and so holds, in memory or on disk, until it ends. */
final class Held implements AutoCloseable {
    private final Deque<Dataset<Row>> kept = new ArrayDeque<>();

    /** Holds these rows from the first time that they are computed. */
    Dataset<Row> keep(Dataset<Row> rows) {
        kept.push(rows.persist(StorageLevel.MEMORY_AND_DISK()));
        return rows;
    }

    /** Lets go of the last first: Spark plans anew what is held of rows that it lets go of. */
    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
    }
}
