package pinpipe.etl.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectSplit;

/**
 * The number of lines before each split of a large object. It is known once all splits are read.
 *
 * @param ofConsecutive lines before a split of an object whose lines have consecutive offsets
 * @param ofOthers lines before a split of any other
 */
record LinesBefore(Map<Split, Long> ofConsecutive, Map<Split, Long> ofOthers) {
    /**
     * A split that does not begin its object.
     *
     * @param object the object's number
     * @param start where the split begins in it
     */
    record Split(int object, long start) implements Serializable {}

    /** Empty where no object has several splits. */
    static Optional<LinesBefore> of(List<LandedObject> objects, List<List<CountedSplit>> splits) {
        LinesBefore before = new LinesBefore(new HashMap<>(), new HashMap<>());
        for (int number = 0; number < objects.size(); number++) {
            boolean consecutive = objects.get(number).name().consecutive();
            long lines = 0;
            for (CountedSplit split : splits.get(number)) {
                if (split.start() > 0) {
                    (consecutive ? before.ofConsecutive : before.ofOthers).put(new Split(number, split.start()), lines);
                }
                lines += split.lines();
            }
        }
        return before.ofConsecutive.isEmpty() && before.ofOthers.isEmpty() ? Optional.empty() : Optional.of(before);
    }

    /** The records with these lines added to their offsets and positions. */
    Dataset<Row> added(Dataset<Row> records) {
        Dataset<Row> added = records;
        if (!ofConsecutive.isEmpty()) {
            added = added.withColumn("offset", col("offset").plus(of(ofConsecutive)));
        }
        if (!ofOthers.isEmpty()) {
            Column positions = of(ofOthers).multiply(ObjectSplit.POSITIONS_A_LINE);
            added = added.withColumn("position", col("position").plus(positions))
                    .withColumn("_line", col("_line").plus(positions));
        }
        return added;
    }

    private static Column of(Map<Split, Long> before) {
        UDF2<Integer, Long, Long> lines = (object, start) -> before.getOrDefault(new Split(object, start), 0L);
        Column ofSplit = udf(lines, DataTypes.LongType).apply(col("_object"), col("_split"));
        return when(col("_split").gt(0), ofSplit).otherwise(lit(0L));
    }
}
