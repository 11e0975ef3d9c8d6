package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import io.delta.tables.DeltaTable;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Facts about keys that the rows do not show, {@code WAREHOUSE/_key_versions/pin}: the key was deleted, or a later record said the same
 * again. A record that is read late and is older than that changes nothing.
 *
 * <p>There is one line a key at most, the newest, and each is a fact that stays true whatever else is written. So a run
 * that is done twice may tell it twice.
 */
public final class KeyVersions {
    private static final String NEWER =
            "struct(new.offset, new.partition, new.position)" + " > struct(held.offset, held.partition, held.position)";

    private final SparkSession spark;
    private final String folder;

    /** The key versions of a warehouse. */
    public KeyVersions(SparkSession spark, String warehouse) {
        this.spark = spark;
        this.folder = warehouse + "/" + StoredTables.KEY_VERSIONS + "/";
    }

    /**
     * The key versions of a table: {@code key}, {@code place} (struct of offset, partition, position) and {@code deleted}; empty
     * where nothing was heard yet.
     */
    public Optional<Dataset<Row>> of(String table) {
        // By its number, as DeltaTables reads what it holds.
        return new DeltaCommits(spark, folder + table).newest().map(version -> spark.read()
                .format("delta")
                .option("versionAsOf", version)
                .load(folder + table)
                .select(
                        col("key"),
                        struct(col("offset"), col("partition"), col("position")).as("place"),
                        col("deleted")));
    }

    /**
     * Adds facts.
     *
     * @param keyVersions {@code key}, {@code offset}, {@code partition}, {@code position} and {@code deleted}, one line a key
     */
    public void add(String table, Dataset<Row> keyVersions, Transaction run) {
        if (exists(table)) {
            DeltaTable held = DeltaTable.forPath(spark, folder + table);
            held.as("held")
                    .merge(keyVersions.as("new"), KeyRange.same(held, keyVersions, "key"))
                    .whenMatched(NEWER)
                    .updateAll()
                    .whenNotMatched()
                    .insertAll()
                    .execute();
        } else {
            run.named(keyVersions.write()).mode("append").save(folder + table);
        }
    }

    private boolean exists(String table) {
        return DeltaTable.isDeltaTable(spark, folder + table);
    }
}
