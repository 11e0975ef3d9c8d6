package pinpipe.etl;

import org.apache.spark.sql.SparkSession;
import pinpipe.etl.io.Sessions;

/** The one session of a test JVM: two cores, few partitions, never stopped. */
public final class LocalSpark {
    private static final SparkSession SPARK = start();

    private LocalSpark() {}

    public static SparkSession spark() {
        return SPARK;
    }

    private static SparkSession start() {
        System.setProperty("spark.master", "local[2]");
        return Sessions.open("tests").spark();
    }
}
