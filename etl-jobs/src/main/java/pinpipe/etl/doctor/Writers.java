package pinpipe.etl.doctor;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** Whether two drivers that write one table at once would exclude each other: the store and Delta's log store decide. */
public final class Writers implements Examination.Look {
    private static final String DATABRICKS = "spark.databricks.clusterUsageTags.clusterId";

    /** Where a file can be made only if it is not there, by rename or by the store itself, as Delta's log stores do it. */
    private static final Set<String> EXCLUSIVE =
            Set.of("file", "hdfs", "viewfs", "abfs", "abfss", "adl", "wasb", "wasbs", "gs", "dbfs");

    private final Place warehouse;
    private final RuntimeConfig settings;

    /** The writers of this warehouse. */
    public Writers(Place warehouse) {
        this.warehouse = warehouse;
        SparkSession spark = warehouse.spark();
        this.settings = spark.conf();
    }

    @Override
    public List<Finding> findings() {
        if (settings.getOption(DATABRICKS).isDefined()) {
            return List.of(Finding.ok("the platform's own commit service excludes two drivers at one table"));
        }
        String store = logStore();
        if (store.endsWith("S3DynamoDBLogStore")) {
            return List.of(Finding.ok(
                    "two drivers at one table exclude each other by DynamoDB (log store: %s)".formatted(store)));
        }
        if (EXCLUSIVE.contains(warehouse.scheme())) {
            return List.of(Finding.ok("two drivers at one table exclude each other on %s: (log store: %s)"
                    .formatted(warehouse.scheme(), store)));
        }
        return List.of(Finding.warn(
                "on %s: two drivers at one table can lose a commit (log store: %s)"
                        .formatted(warehouse.scheme(), store),
                "Let one job a table run at a time (Airflow: max_active_runs=1), or give all writers io.delta.storage.S3DynamoDBLogStore as spark.delta.logStore.%s.impl."
                        .formatted(warehouse.scheme())));
    }

    /** What the settings name for this scheme; Delta's own choice where they name none. */
    private String logStore() {
        String usual = warehouse.onS3() ? "io.delta.storage.S3SingleDriverLogStore, the default" : "Delta's default";
        String forAll = settings.get("spark.delta.logStore.class", usual);
        return settings.get("spark.delta.logStore.%s.impl".formatted(warehouse.scheme()), forAll);
    }
}
