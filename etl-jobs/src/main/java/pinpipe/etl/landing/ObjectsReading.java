package pinpipe.etl.landing;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.records.RecordColumns;

/** A way of reading objects as cleaned records. */
interface ObjectsReading {
    /** The records and counts, in the columns of {@link RecordColumns}; no object is read yet. */
    Dataset<Row> rows() throws IOException;

    /**
     * Proves from its counts that an object was read, every listed byte of it.
     *
     * @param splits its splits, in their order
     * @throws IOException if it was not
     */
    void requireWhole(LandedObject object, List<CountedSplit> splits) throws IOException;
}
