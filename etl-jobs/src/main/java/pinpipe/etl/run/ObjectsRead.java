package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.size;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.etl.io.Landed;

/**
 * What committed runs have read, object by object, as their plans say. Asked only where offsets do not say it, since it
 * grows with every run.
 *
 * @param ledger the rows of a ledger
 */
record ObjectsRead(Dataset<Row> ledger) {
    /** The paths of all that was read outside of folders of consecutive offsets. */
    Set<String> interleaved() {
        Set<String> read = new HashSet<>();
        objects()
                .where(col("path").rlike("^topics/[^/]+/partition=\\d+/[^/]+$").equalTo(false))
                .select("path")
                .distinct()
                .collectAsList()
                .forEach(row -> read.add(row.getString(0)));
        return read;
    }

    /** Those of these objects that were never read with the length that they have. */
    Set<Landed> unread(List<Landed> objects) {
        Set<Landed> unread = new HashSet<>(objects);
        Map<String, Landed> byPath = new HashMap<>();
        objects.forEach(object -> byPath.put(object.path(), object));
        objects()
                .where(col("path").isin(byPath.keySet().toArray()))
                .select("path", "size")
                .distinct()
                .collectAsList()
                .forEach(row -> {
                    Landed object = byPath.get(row.getString(0));
                    if (object.size() == row.getLong(1)) {
                        unread.remove(object);
                    }
                });
        return unread;
    }

    /** The objects of the plans, and where one was made smaller on the way, those of the smaller one. */
    private Dataset<Row> objects() {
        Dataset<Row> committed =
                ledger.where(col("status").equalTo("committed")).select("run");
        return ledger.where(col("status").equalTo("planned"))
                .join(committed, "run")
                .groupBy("run")
                .agg(min_by(col("objects"), size(col("objects"))).as("objects"))
                .select(explode(col("objects")).as("object"))
                .select("object.path", "object.size");
    }
}
