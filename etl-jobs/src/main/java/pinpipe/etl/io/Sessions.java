package pinpipe.etl.io;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * The only place that makes or finds a Spark session; it stops only what it made.
 *
 * <p>What decides whether a table is right is set here. Sizes (memory, cores, partitions) belong to the submit call.
 */
public final class Sessions implements AutoCloseable {
    /**
     * UTC whatever the machine's zone; casts that fail are errors; dates are read by one parser, without a fallback; and dates
     * before 1900 are written as they are, in the calendar that Java and SQL use, where Spark 3.5 would fail.
     */
    private static final Map<String, String> CORRECTNESS = Map.of(
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.ansi.enabled", "true",
            "spark.sql.legacy.timeParserPolicy", "CORRECTED",
            "spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED",
            "spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED",
            "spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED",
            "spark.sql.parquet.int96RebaseModeInRead", "CORRECTED");

    /**
     * What a run holds is read two or three times, and to compress it takes longer than that. And the JVM never compiles a
     * method of more than 8,000 bytes: beyond, Spark makes many short ones. And a MERGE joins its few changes with all rows
     * of the files that they touch: with a map of the few, those many need not be sorted.
     */
    private static final Map<String, String> UNLESS_GIVEN = Map.of(
            "spark.sql.inMemoryColumnarStorage.compressed", "false",
            "spark.sql.codegen.hugeMethodLimit", "8000",
            "spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold", "32m");

    private static final String HADOOP = "spark.hadoop.";

    /** What Hadoop's files on this machine say, read once: each reading parses them all. */
    private static final Configuration MACHINE = loaded();

    private final SparkSession spark;
    private final boolean ours;

    private Sessions(SparkSession spark, boolean ours) {
        this.spark = spark;
        this.ours = ours;
    }

    /**
     * The session of the platform where it gives one (Databricks), else a new one: with the master that spark-submit
     * names, or on this machine's cores.
     */
    public static Sessions open(String name) {
        boolean found = SparkSession.getDefaultSession().isDefined();
        SparkSession spark = found ? SparkSession.getDefaultSession().get() : make(name);
        CORRECTNESS.forEach(spark.conf()::set);
        return new Sessions(spark, !found);
    }

    private static SparkSession make(String name) {
        SparkSession.Builder builder = SparkSession.builder()
                .appName(name)
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        SparkConf given = new SparkConf();
        UNLESS_GIVEN.forEach((setting, value) -> {
            if (!given.contains(setting)) {
                builder.config(setting, value);
            }
        });
        if (!given.contains("spark.master")) {
            builder.master("local[*]");
            // Nobody else has a part in it, so nobody else may reach it.
            builder.config("spark.driver.host", "localhost").config("spark.driver.bindAddress", "127.0.0.1");
            hereOnly(System.getenv()).forEach((key, value) -> builder.config(HADOOP + key, value));
        }
        return builder.getOrCreate();
    }

    /** On one machine, S3 is what the usual environment variables of AWS say; a platform has its own settings for it. */
    static Map<String, String> hereOnly(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL_S3", environment.get("AWS_ENDPOINT_URL"));
        if (endpoint != null) {
            settings.put("fs.s3a.endpoint", endpoint);
            settings.put("fs.s3a.path.style.access", "true");
            settings.put("fs.s3a.connection.ssl.enabled", Boolean.toString(endpoint.startsWith("https")));
        }
        if (environment.containsKey("AWS_REGION")) {
            settings.put("fs.s3a.endpoint.region", environment.get("AWS_REGION"));
        }
        // A store that is down is told of within seconds and one that is silent within a minute, not after many.
        settings.put("fs.s3a.attempts.maximum", "1");
        settings.put("fs.s3a.retry.limit", "3");
        settings.put("fs.s3a.connection.timeout", "15s");
        settings.put("fs.s3a.connection.establish.timeout", "15s");
        return settings;
    }

    private static Configuration loaded() {
        Configuration machine = new Configuration();
        machine.size(); // reads the files now
        return machine;
    }

    /**
     * A session beside this one, and the active one of the thread that asks for it: alike, but what is set in one the others
     * do not see. MERGE takes its transaction's name from its session, so tables that are written at once need one each.
     */
    public SparkSession another() {
        SparkSession other = spark.newSession();
        Map<String, String> settings = settings(spark);
        settings.forEach((name, value) -> {
            if (!other.conf().getOption(name).contains(value)) {
                other.conf().set(name, value);
            }
        });
        if (ours) {
            PlanCompilation.spare(other, settings);
        }
        SparkSession.setActiveSession(other);
        return other;
    }

    /** True if the environment has a variable of that name. Whether it is there is told, what it says is not. */
    public static boolean environmentHas(String name) {
        return System.getenv().containsKey(name);
    }

    /** The session. */
    public SparkSession spark() {
        return spark;
    }

    /** True if the session was made here, and so the process is ours; false where a platform gave it. */
    public boolean areOurs() {
        return ours;
    }

    /** The Hadoop settings that the session was given, without their prefix: small enough to travel with a task. */
    public static Map<String, String> hadoopSettings(SparkSession spark) {
        Map<String, String> given = new TreeMap<>();
        settings(spark).forEach((name, value) -> {
            if (name.startsWith(HADOOP)) {
                given.put(name.substring(HADOOP.length()), value);
            }
        });
        return given;
    }

    private static Map<String, String> settings(SparkSession spark) {
        Map<String, String> settings = new TreeMap<>();
        Iterator<Tuple2<String, String>> all = spark.conf().getAll().iterator();
        while (all.hasNext()) {
            Tuple2<String, String> setting = all.next();
            settings.put(setting._1(), setting._2());
        }
        return settings;
    }

    /** This process's Hadoop configuration with such settings on top. */
    public static Configuration hadoop(Map<String, String> settings) {
        Configuration configuration = new Configuration(MACHINE);
        settings.forEach(configuration::set);
        return configuration;
    }

    /** Stops the session if it was made here. */
    @Override
    public void close() {
        if (ours) {
            spark.stop();
        }
    }
}
