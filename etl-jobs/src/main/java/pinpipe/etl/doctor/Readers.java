package pinpipe.etl.doctor;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pinpipe.etl.io.DeletionVectors;
import pinpipe.etl.io.StoredTables;

/** Which engines cannot read the tables: a Delta table names the features that its readers must know. */
public final class Readers implements Examination.Look {
    /** As their release notes and issues say. */
    private static final String WITHOUT_DELETION_VECTORS =
            "Delta Lake before 2.3, Databricks before 12.2, Presto, Redshift Spectrum and others by manifest, ClickHouse before 26.1, Snowflake before March 2026, delta-rs (Python: deltalake) before 2026";

    private final Place warehouse;

    /** The readers of this warehouse's tables. */
    public Readers(Place warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public List<Finding> findings() throws IOException {
        StoredTables tables = warehouse.tables();
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (String table : tables.below(StoredTables.LEDGERS)) {
            if (tables.isDelta(table)) {
                (hasDeletionVectors(tables.uri(table)) ? with : without).add(table);
            }
        }
        List<Finding> findings = new ArrayList<>();
        if (!with.isEmpty()) {
            findings.add(Finding.ok("%s: with deletion vectors, which these cannot read: %s"
                    .formatted(String.join(", ", with), WITHOUT_DELETION_VECTORS)));
        }
        if (!without.isEmpty()) {
            findings.add(Finding.ok("%s: without deletion vectors, so any reader of Delta tables can read them"
                    .formatted(String.join(", ", without))));
        }
        return findings.isEmpty() ? List.of(Finding.ok("no Delta table is here yet")) : findings;
    }

    private boolean hasDeletionVectors(String path) {
        List<String> features = DeltaTable.forPath(warehouse.spark(), path)
                .detail()
                .select("tableFeatures")
                .first()
                .getList(0);
        return features.contains(DeletionVectors.FEATURE);
    }
}
