package pinpipe.etl;

import io.delta.storage.S3SingleDriverLogStore;
import org.apache.spark.sql.SparkSession;
import pinpipe.etl.io.HostileStore;
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
        // Delta keeps its log there as it does on S3.
        System.setProperty(
                "spark.delta.logStore.%s.impl".formatted(HostileStore.SCHEME), S3SingleDriverLogStore.class.getName());
        return Sessions.open("tests").spark();
    }
}
