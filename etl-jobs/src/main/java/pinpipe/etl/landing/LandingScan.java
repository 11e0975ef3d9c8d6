package pinpipe.etl.landing;

import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** One reading of planned objects. A column that is not asked for is left out of the rows; its lines are cleaned and counted all the same. */
final class LandingScan implements ScanBuilder, SupportsPushDownRequiredColumns, Scan, Batch {
    private final PlannedTable table;
    private StructType asked;

    LandingScan(PlannedTable table) {
        this.table = table;
        this.asked = table.columnsOfRecords();
    }

    @Override
    public void pruneColumns(StructType required) {
        asked = required;
    }

    @Override
    public Scan build() {
        return this;
    }

    @Override
    public StructType readSchema() {
        return asked;
    }

    @Override
    public String description() {
        return "%s as %s".formatted(table.name(), table.table().name());
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return table.tasks().toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new LandingReaderFactory(table.table(), asked, table.everyRaw(), table.root(), table.hadoopSettings());
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.UNSUPPORTED;
    }
}
