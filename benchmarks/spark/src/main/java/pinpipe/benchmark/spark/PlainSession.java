package pinpipe.benchmark.spark;

import org.apache.spark.sql.SparkSession;

/** A session as anybody opens it. As a main class it opens one and ends: what every job pays before it begins. */
public final class PlainSession {
    private PlainSession() {}

    /** No arguments. */
    public static void main(String[] args) {
        try (SparkSession spark = open()) {
            System.out.println("Spark " + spark.version());
        }
    }

    static SparkSession open() {
        return SparkSession.builder()
                .appName("plain")
                .master("local[*]")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }
}
