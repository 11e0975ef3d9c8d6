package pinpipe.etl.kinesis;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What tasks report besides rows; Spark's UI shows the sums at the scan. */
public final class ReadMetrics {
    private static final String PASSED_OVER = "recordsPassedOver";
    private static final String WAITED = "millisWaited";

    private ReadMetrics() {}

    static CustomMetric[] supported() {
        return new CustomMetric[] {new PassedOver(), new Waited()};
    }

    static CustomTaskMetric[] of(long passedOver, long waited) {
        return new CustomTaskMetric[] {new Value(PASSED_OVER, passedOver), new Value(WAITED, waited)};
    }

    private record Value(String name, long value) implements CustomTaskMetric {}

    /** Records that were fetched and belong to other batches: the price of a short trigger with a long settling time. */
    public static final class PassedOver extends CustomSumMetric {
        @Override
        public String name() {
            return PASSED_OVER;
        }

        @Override
        public String description() {
            return "records fetched that belong to other batches";
        }
    }

    /** Time that tasks waited because shards were asked too much. */
    public static final class Waited extends CustomSumMetric {
        @Override
        public String name() {
            return WAITED;
        }

        @Override
        public String description() {
            return "milliseconds waited for the limits of shards";
        }
    }
}
