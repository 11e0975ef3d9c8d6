package pinpipe.etl;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares tables as spark-testing-base does: schema, number and every row in order, with the first that differ. */
final class SameRows {
    private SameRows() {}

    /** Fails unless both hold the same rows in the same order. */
    static void assertSame(Dataset<Row> expected, Dataset<Row> actual) {
        JavaDataFrameSuiteBase suite = new JavaDataFrameSuiteBase();
        suite.assertDataFrameEquals(expected, actual, suite.assertDataFrameEquals$default$3());
    }
}
