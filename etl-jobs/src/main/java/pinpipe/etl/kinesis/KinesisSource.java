package pinpipe.etl.kinesis;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What {@code spark.readStream().format("pinpipe-kinesis")} finds. */
public final class KinesisSource implements TableProvider, DataSourceRegister {
    /** The name of the format. */
    public static final String NAME = "pinpipe-kinesis";

    @Override
    public String shortName() {
        return NAME;
    }

    /**
     * The columns, which are always the same.
     *
     * @throws ReadFailure if the options are wrong, with all that is wrong with them
     */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        SourceOptions.of(options);
        return RecordRows.SCHEMA;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new KinesisTable();
    }
}
