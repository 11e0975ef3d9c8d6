package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.size;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * What committed runs have read, object by object, as their plans say. Asked only where offsets do not say it, since it
 * grows with every run.
 *
 * @param ledger the rows of a ledger
 */
record ObjectsRead(Dataset<Row> ledger) {
    /** What was read outside of folders of consecutive offsets, of the epoch that now is. */
    PathsRead interleaved(Bookmark bookmark) {
        Map<String, Long> read = new HashMap<>();
        objects()
                .where(col("path").rlike("^topics/[^/]+/partition=\\d+/[^/]+$").equalTo(false))
                .where(col("modified").gt(lit(bookmark.since())))
                .groupBy("path")
                .agg(max("modified"))
                .collectAsList()
                .forEach(row -> read.put(row.getString(0), row.getLong(1)));
        return PathsRead.of(read);
    }

    /** How long these objects were when they were read: {@code path} and {@code number}, a row a length. */
    Dataset<Row> sizes(List<LandedObject> objects) {
        Dataset<Row> asked = PathNumbers.of(ledger.sparkSession(), objects, LandedObject::size);
        return objects()
                .join(asked, "path")
                .select(col("path"), col("size").as("number"))
                .distinct();
    }

    /**
     * The objects of the plans, and where one was made smaller on the way, those of the smaller one. An object that was
     * rewritten since is there as it was and as it is: the end of the run that did so tells it.
     */
    private Dataset<Row> objects() {
        Dataset<Row> committed =
                ledger.where(col("status").equalTo("committed")).select("run");
        return ledger.where(col("status").equalTo("planned"))
                .join(committed, "run")
                .groupBy("run")
                .agg(min_by(col("objects"), size(col("objects"))).as("objects"))
                .select("objects")
                .union(ledger.where(col("status")
                                .equalTo("committed")
                                .and(col("objects").isNotNull()))
                        .select("objects"))
                .select(explode(col("objects")).as("object"))
                .select("object.path", "object.size", "object.modified");
    }
}
