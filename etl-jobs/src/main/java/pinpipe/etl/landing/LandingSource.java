package pinpipe.etl.landing;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The source of planned objects for Spark. Spark creates a source by its class name and passes options as text only. A plan
 * of a hundred thousand objects is too large for that, so it is kept here under a name until Spark asks for the table.
 */
public final class LandingSource implements TableProvider {
    private static final String PLAN = "plan";
    private static final Map<String, PlannedTable> PLANS = new ConcurrentHashMap<>();

    /** The rows of a plan. */
    static Dataset<Row> read(SparkSession spark, PlannedTable plan) {
        String name = UUID.randomUUID().toString();
        PLANS.put(name, plan);
        try {
            return spark.read()
                    .format(LandingSource.class.getName())
                    .option(PLAN, name)
                    .load();
        } finally {
            PLANS.remove(name);
        }
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return PLANS.get(options.get(PLAN)).columnsOfRecords();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> options) {
        return PLANS.get(options.get(PLAN));
    }
}
