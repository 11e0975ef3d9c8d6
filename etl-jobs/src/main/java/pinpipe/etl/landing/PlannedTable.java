package pinpipe.etl.landing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import pinpipe.cleaning.Table;
import pinpipe.etl.landing.objects.LandingTask;
import pinpipe.etl.records.RecordColumns;

/**
 * The records of planned objects as a table of Spark.
 *
 * @param table what they are cleaned as
 * @param everyRaw true if {@code _raw} is the line of good records, too
 * @param tasks what is read
 * @param root the landing's URI
 * @param hadoopSettings how it is reached
 */
record PlannedTable(
        Table table, boolean everyRaw, List<LandingTask> tasks, String root, Map<String, String> hadoopSettings)
        implements SupportsRead {
    StructType columnsOfRecords() {
        return RecordColumns.of(table);
    }

    @Override
    public String name() {
        return "landing " + root;
    }

    @Override
    @Deprecated
    public StructType schema() {
        return columnsOfRecords();
    }

    @Override
    public Column[] columns() {
        return Arrays.stream(columnsOfRecords().fields())
                .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
                .toArray(Column[]::new);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new LandingScan(this);
    }
}
