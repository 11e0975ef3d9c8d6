package pinpipe.etl.io;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Settings of a session that hold for one statement: Delta takes some of what it is told from nowhere else. */
final class DeltaSettings {
    private DeltaSettings() {}

    static void during(SparkSession spark, Map<String, String> settings, Runnable statement) {
        Map<String, String> before = new HashMap<>();
        settings.keySet().stream()
                .filter(name -> spark.conf().getOption(name).isDefined())
                .forEach(name -> before.put(name, spark.conf().get(name)));
        settings.forEach(spark.conf()::set);
        try {
            statement.run();
        } finally {
            settings.keySet().forEach(spark.conf()::unset);
            before.forEach(spark.conf()::set);
        }
    }
}
