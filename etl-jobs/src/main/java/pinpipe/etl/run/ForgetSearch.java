package pinpipe.etl.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import pinpipe.cleaning.LineEraser;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.erasure.KeySearch;
import pinpipe.etl.ingest.TableSchema;
import pinpipe.etl.io.DeltaVersions;
import pinpipe.etl.io.KeyVersions;
import pinpipe.etl.io.Quarantine;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.landing.Landing;

/** Searches everywhere where a key may have left something. */
record ForgetSearch(SparkSession spark, Table table, Object key, Landing landing, String topic, String warehouse) {

    /** What there is of the key. */
    KeyTraces traces(Bookmark bookmark) throws IOException {
        KeySearch search = new KeySearch(table, key);
        LandedTraces landed = LandedTraces.of(landing, topic, table, search, bookmark);
        QuarantineTraces rejected = QuarantineTraces.of(
                table, new Quarantine(spark, warehouse).lines(table.name()), search, new LineEraser(table, key));
        StoredTables tables = StoredTables.at(spark, warehouse);
        boolean there = tables.isDelta(table.name());
        if (!there && tables.has(table.name())) {
            throw Failure.askedWrongly(
                    "Cannot forget %s %s: %s is no Delta table. Delete the row at its source, clean, and make the table anew with --rebuild."
                            .formatted(table.name(), key, tables.uri(table.name())));
        }
        return new KeyTraces(
                landed,
                rejected,
                there ? KeyTraces.held(tables.read(table.name()), table, key) : List.of(),
                there ? tables.read(table.name()).count() : 0,
                new KeyVersions(spark, warehouse)
                        .of(table.name())
                        .map(keyVersions -> KeyTraces.heard(keyVersions, key))
                        .orElse(List.of()));
    }

    /** The tables of which older versions may still have it. */
    List<DeltaVersions> versions() throws IOException {
        List<DeltaVersions> all = new ArrayList<>();
        for (String folder : List.of("", StoredTables.QUARANTINE + "/", StoredTables.KEY_VERSIONS + "/")) {
            DeltaVersions versions = new DeltaVersions(spark, warehouse, folder + table.name());
            if (versions.exists()) {
                all.add(versions);
            }
        }
        return all;
    }

    /** The type of the table's key. */
    DataType keyType() {
        return TableSchema.keyType(table);
    }
}
