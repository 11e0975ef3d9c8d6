package pinpipe.etl.kinesis;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Streams as a table that can be read in micro-batches, and in no other way. */
final class KinesisTable implements SupportsRead {
    @Override
    public String name() {
        return KinesisSource.NAME;
    }

    @Override
    @Deprecated
    public StructType schema() {
        return RecordRows.SCHEMA;
    }

    @Override
    public Column[] columns() {
        return RecordRows.COLUMNS.clone();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.MICRO_BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        SourceOptions asked = SourceOptions.of(options);
        return () -> new KinesisScan(asked);
    }
}
