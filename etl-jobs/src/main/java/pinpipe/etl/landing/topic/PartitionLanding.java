package pinpipe.etl.landing.topic;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import pinpipe.etl.io.Line;
import pinpipe.etl.io.Store;

/** The task that lands one topic partition: rows of (topic, partition, offset, value) in offset order. */
public final class PartitionLanding implements MapPartitionsFunction<Row, LandedPartition> {
    private static final long serialVersionUID = 1L;

    private final Map<String, String> hadoopSettings;
    private final String landing;
    private final ObjectShape shape;

    PartitionLanding(Map<String, String> hadoopSettings, String landing, ObjectShape shape) {
        this.hadoopSettings = hadoopSettings;
        this.landing = landing;
        this.shape = shape;
    }

    @Override
    public Iterator<LandedPartition> call(Iterator<Row> records) throws IOException {
        Store store = Store.at(hadoopSettings, landing);
        ObjectSequence objects = new ObjectSequence(shape, (path, content) -> writeOnce(store, path, content));
        while (records.hasNext()) {
            Row record = records.next();
            objects.add(
                    record.getString(0),
                    record.getInt(1),
                    record.getLong(2),
                    Line.of(record.getAs(3), record.getAs(4)));
        }
        return objects.end().iterator();
    }

    /**
     * Leaves an object alone that an earlier try of this task has written. To write it again could end with it gone and
     * later objects there, and the next run, which goes on after the highest, would never notice.
     */
    private static void writeOnce(Store store, String path, byte[] content) throws IOException {
        if (!holds(store, path, content.length)) {
            store.write(path, content);
        }
    }

    private static boolean holds(Store store, String path, long size) throws IOException {
        try {
            return store.files().getFileStatus(store.path(path)).getLen() == size;
        } catch (FileNotFoundException notYet) {
            return false;
        }
    }
}
