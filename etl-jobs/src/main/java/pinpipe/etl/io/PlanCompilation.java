package pinpipe.etl.io;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Whether Spark compiles the plans of a session or interprets them. To compile them takes seconds a run, which a run over
 * little never gets back; what comes of a plan is the same.
 */
public final class PlanCompilation {
    /** Tells that the other settings are ours, and not a user's. */
    private static final String SPARED = "pinpipe.plans.interpreted";

    private static final Map<String, String> INTERPRETED = Map.of(
            SPARED, "true", "spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private static final long WORTH_IT = 16L << 20;

    private PlanCompilation() {}

    /** Interprets until {@link #over} says otherwise, unless a setting of this session says what to do. */
    static void spare(SparkSession session, Map<String, String> settings) {
        if (INTERPRETED.keySet().stream().noneMatch(settings::containsKey)) {
            INTERPRETED.forEach(session.conf()::set);
        }
    }

    /** Says how much is to be read, in bytes. */
    public static void over(SparkSession session, long bytes) {
        if (bytes >= WORTH_IT && session.conf().getOption(SPARED).isDefined()) {
            INTERPRETED.keySet().forEach(session.conf()::unset);
        }
    }
}
