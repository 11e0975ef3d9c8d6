package pinpipe.etl.doctor;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.run.PastRun;
import pinpipe.etl.run.RunHistory;

/**
 * Whether Delta keeps what a killed run is finished by: its commits, the files of the version before, and the names under
 * which runs have written. What is older than that can no longer be told from what was never written.
 */
public final class Retention implements Examination.Look {
    /** Delta's properties and what holds where a table has them not; it keeps names of writers for ever unless told. */
    private static final Map<String, String> USUAL = Map.of(
            "delta.logRetentionDuration", "interval 30 days",
            "delta.deletedFileRetentionDuration", "interval 1 week");

    private static final String NAMES_OF_WRITERS = "delta.setTransactionRetentionDuration";

    /** What is killed on a Friday is found on a Monday. */
    private static final Duration WEEKEND = Duration.ofDays(3);

    private final Place warehouse;
    private final Instant now;

    /** The retention of this warehouse's tables, looked at at an instant. */
    public Retention(Place warehouse, Instant now) {
        this.warehouse = warehouse;
        this.now = now;
    }

    @Override
    public List<Finding> findings() throws IOException {
        StoredTables tables = warehouse.tables();
        Map<String, Duration> kept = new LinkedHashMap<>();
        List<String> ledgers = tables.below(StoredTables.LEDGERS);
        for (String table : ledgers) {
            if (tables.isDelta(table)) {
                kept.put(table, kept(tables.uri(table)));
            }
        }
        if (kept.isEmpty()) {
            return List.of(Finding.ok("no Delta table is here yet"));
        }
        List<Finding> findings = new ArrayList<>();
        kept.forEach((table, time) -> findings.add(judged(table, time)));
        RunHistory.of(tables, ledgers).stream()
                .filter(PastRun::open)
                .filter(run -> kept.containsKey(run.table()))
                .filter(run -> run.planned().plus(kept.get(run.table())).isBefore(now))
                .forEach(run -> findings.add(tooOld(run, kept.get(run.table()))));
        return findings;
    }

    private static Finding judged(String table, Duration time) {
        String detail = "%s: what a killed run needs is kept %s".formatted(table, told(time));
        return time.compareTo(WEEKEND) >= 0
                ? Finding.ok(detail)
                : Finding.warn(
                        detail,
                        "Give the table longer ones: ALTER TABLE … SET TBLPROPERTIES of %s, or finish runs sooner."
                                .formatted(String.join(", ", USUAL.keySet())));
    }

    private Finding tooOld(PastRun run, Duration time) {
        return Finding.fail(
                "run %d of %s was planned %s ago and has no end, and %s is all that Delta keeps: whether it wrote can no longer be told"
                        .formatted(run.run(), run.table(), told(Duration.between(run.planned(), now)), told(time)),
                "Make the table anew: `pinpipe clean %s --rebuild`.".formatted(run.table()));
    }

    private static String told(Duration time) {
        return time.toDays() > 1 ? time.toDays() + " days" : time.toHours() + " hours";
    }

    /** The shortest of the times. */
    private Duration kept(String path) {
        SparkSession spark = warehouse.spark();
        Map<String, String> set = DeltaTable.forPath(spark, path)
                .detail()
                .select("properties")
                .first()
                .getJavaMap(0);
        List<String> times = new ArrayList<>();
        USUAL.forEach((name, usual) -> times.add(set.getOrDefault(name, usual)));
        if (set.containsKey(NAMES_OF_WRITERS)) {
            times.add(set.get(NAMES_OF_WRITERS));
        }
        return times.stream().map(this::duration).min(Duration::compareTo).orElseThrow();
    }

    /** Spark itself reads its intervals, such as {@code interval 1 week}. */
    private Duration duration(String interval) {
        return Duration.ofSeconds(warehouse
                .spark()
                .sql(
                        "SELECT unix_seconds(timestamp_seconds(0) + CAST(:time AS INTERVAL))",
                        Map.<String, Object>of("time", interval))
                .first()
                .getLong(0));
    }
}
