package pinpipe.etl.doctor;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.RuntimeConfig;

/**
 * Whether two drivers that write one table at once would exclude each other: two runs of ours by their lease, anything
 * else by the store and Delta's log store.
 */
public final class Writers implements Examination.Look {
    private static final String DATABRICKS = "spark.databricks.clusterUsageTags.clusterId";

    /** Where a file can be made only if it is not there, by rename or by the store itself, as Delta's log stores do it. */
    private static final Set<String> EXCLUSIVE =
            Set.of("file", "hdfs", "viewfs", "abfs", "abfss", "adl", "wasb", "wasbs", "gs", "dbfs");

    private final Place warehouse;
    private final RuntimeConfig settings;
    private final BooleanSupplier leases;

    /**
     * The writers of this warehouse.
     *
     * @param leases whether an object that is there can not be made again, on which the lease of a run rests
     */
    public Writers(Place warehouse, BooleanSupplier leases) {
        this.warehouse = warehouse;
        this.settings = warehouse.spark().conf();
        this.leases = leases;
    }

    @Override
    public List<Finding> findings() {
        return List.of(runs(), others());
    }

    private Finding runs() {
        return leases.getAsBoolean()
                ? Finding.ok("two runs of one table keep each other out by a lease")
                : Finding.warn(
                        "on %s: an object that is there can be made again, so no lease keeps a second run of a table out"
                                .formatted(warehouse.scheme()),
                        "Let one job a table run at a time (Airflow: max_active_runs=1), or use a store that honours If-None-Match.");
    }

    private Finding others() {
        if (settings.getOption(DATABRICKS).isDefined()) {
            return Finding.ok("the platform's own commit service excludes any two drivers at one table");
        }
        String store = logStore();
        if (store.endsWith("S3DynamoDBLogStore")) {
            return Finding.ok(
                    "any two drivers at one table exclude each other by DynamoDB (log store: %s)".formatted(store));
        }
        if (EXCLUSIVE.contains(warehouse.scheme())) {
            return Finding.ok("any two drivers at one table exclude each other on %s: (log store: %s)"
                    .formatted(warehouse.scheme(), store));
        }
        return Finding.warn(
                "on %s: a table loses a commit if something else writes it at the same time (log store: %s)"
                        .formatted(warehouse.scheme(), store),
                "Let nothing but pinpipe write these tables, or give all writers io.delta.storage.S3DynamoDBLogStore as spark.delta.logStore.%s.impl."
                        .formatted(warehouse.scheme()));
    }

    /** What the settings name for this scheme; Delta's own choice where they name none. */
    private String logStore() {
        String usual = warehouse.onS3() ? "io.delta.storage.S3SingleDriverLogStore, the default" : "Delta's default";
        String forAll = settings.get("spark.delta.logStore.class", usual);
        return settings.get("spark.delta.logStore.%s.impl".formatted(warehouse.scheme()), forAll);
    }
}
