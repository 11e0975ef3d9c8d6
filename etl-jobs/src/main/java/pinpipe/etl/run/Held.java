package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** What a run reads more than once and so holds, in memory or on disk, until it ends. */
final class Held implements AutoCloseable {
    private final List<Dataset<Row>> kept = new ArrayList<>();

    /** Holds these rows from the first time that they are computed. */
    Dataset<Row> keep(Dataset<Row> rows) {
        kept.add(rows.persist(StorageLevel.MEMORY_AND_DISK()));
        return rows;
    }

    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
    }
}
