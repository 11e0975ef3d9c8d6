package pinpipe.etl;

import io.delta.storage.S3SingleDriverLogStore;
import java.lang.management.ManagementFactory;
import java.util.List;
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

    /** What another JVM needs to run tests as this one does: Spark's flags, and the small plans of tests. */
    public static List<String> jvmOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
                .toList();
    }

    private static SparkSession start() {
        System.setProperty("spark.master", "local[2]");
        // Delta keeps its log there as it does on S3.
        System.setProperty(
                "spark.delta.logStore.%s.impl".formatted(HostileStore.SCHEME), S3SingleDriverLogStore.class.getName());
        return Sessions.open("tests").spark();
    }
}
