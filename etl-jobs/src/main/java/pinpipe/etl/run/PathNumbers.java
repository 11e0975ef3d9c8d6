package pinpipe.etl.run;

import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.landing.objects.LandedObject;

/** Objects as rows of {@code path} and a {@code number} of each. */
final class PathNumbers {
    private static final StructType NUMBERED = StructType.fromDDL("path STRING, number BIGINT");

    private PathNumbers() {}

    static Dataset<Row> of(SparkSession spark, List<LandedObject> objects, ToLongFunction<LandedObject> number) {
        return spark.createDataFrame(
                objects.stream()
                        .map(object -> RowFactory.create(object.path(), number.applyAsLong(object)))
                        .toList(),
                NUMBERED);
    }
}
