package pinpipe.etl;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** As on the 3.5 line, without spark-testing-base, of which there is none for Spark 4 yet. */
final class SameRows {
    private SameRows() {}

    /** Fails unless both hold the same rows in the same order. */
    static void assertSame(Dataset<Row> expected, Dataset<Row> actual) {
        assertThat(actual.schema()).isEqualTo(expected.schema());
        assertThat(actual.collectAsList()).containsExactlyElementsOf(expected.collectAsList());
    }
}
