package pinpipe.etl.doctor;

import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.SparkSession;

/** Which Spark, Scala, Delta, Hadoop and Java are there, and whether they go together. */
public final class Versions implements Examination.Look {
    private static final int TESTED_JAVA = 17;
    private static final int NEWEST_JAVA = 21;

    private final String spark;
    private final String delta;
    private final int java;

    /** The versions that this process runs with. */
    public Versions(SparkSession session) {
        this(
                session.version(),
                DeltaTable.class.getPackage().getImplementationVersion(),
                Runtime.version().feature());
    }

    Versions(String spark, String delta, int java) {
        this.spark = spark;
        this.delta = delta;
        this.java = java;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("Spark %s, Scala %s, Delta %s, Hadoop %s, Java %s"
                .formatted(
                        spark,
                        scala.util.Properties.versionNumberString(),
                        delta == null ? "of the platform" : delta,
                        VersionInfo.getVersion(),
                        System.getProperty("java.version"))));
        if (delta != null && !goTogether()) {
            findings.add(Finding.fail(
                    "Delta %s is not made for Spark %s".formatted(delta, spark),
                    "Give it Delta 3.3 on Spark 3.5, or Delta 4 on Spark 4."));
        }
        if (java < TESTED_JAVA || java > NEWEST_JAVA) {
            findings.add(Finding.warn(
                    "Spark is not tested with Java %d".formatted(java),
                    "Set JAVA_HOME to a JDK %d.".formatted(TESTED_JAVA)));
        }
        return findings;
    }

    /** Delta 3 is made for Spark 3.5 and each Delta 4 for a Spark 4. */
    private boolean goTogether() {
        return delta.substring(0, delta.indexOf('.')).equals(spark.substring(0, spark.indexOf('.')));
    }
}
