package pinpipe.etl.io;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import pinpipe.cli.Failure;

/** The tables that lie in a warehouse, by the names that {@code show} gives them: {@code pin}, {@code _runs/pin} and so on. */
public final class StoredTables {
    /** The folder of the ledgers. */
    public static final String LEDGERS = "_runs";

    /** The folder of the rejected lines. */
    public static final String QUARANTINE = "_quarantine";

    /** The folder of the facts about keys that the rows do not show. */
    public static final String KEY_VERSIONS = "_key_versions";

    private static final Set<String> WITHOUT_TABLES = Set.of("_snapshots", Lease.FOLDER);

    private final SparkSession spark;
    private final Store store;

    private StoredTables(SparkSession spark, Store store) {
        this.spark = spark;
        this.store = store;
    }

    /** The tables of the warehouse at a URI, which need not exist. */
    public static StoredTables at(SparkSession spark, String warehouse) throws IOException {
        return new StoredTables(spark, Store.at(spark, warehouse));
    }

    /** Where the warehouse is, as messages say it. */
    public String uri() {
        return store.root().toString();
    }

    /** Where a table is. */
    public String uri(String table) {
        return store.path(table).toString();
    }

    /**
     * Stops with a sentence where there is no warehouse, or nothing has ever run in it.
     *
     * @param does the words after "Cannot"
     */
    public void mustHaveRuns(String does) throws IOException {
        if (!store.has("")) {
            throw Failure.askedWrongly(
                    "Cannot %s: there is no folder %s. Check --warehouse, the folder that `pinpipe clean` writes."
                            .formatted(does, uri()));
        }
        if (below(LEDGERS).isEmpty()) {
            throw Failure.askedWrongly(
                    "Cannot %s: nothing has run yet in %s. Check --warehouse, or run `pinpipe clean` first."
                            .formatted(does, uri()));
        }
    }

    /**
     * Those tables that have run: the named one, or all where none is named.
     *
     * @param does the words after "Cannot"
     * @param named a table, or null
     * @throws Failure if nothing has run, or not the named one
     */
    public List<String> ran(String does, String named) throws IOException {
        mustHaveRuns(does);
        List<String> all = below(LEDGERS);
        if (named != null && !all.contains(named)) {
            throw Failure.askedWrongly("Cannot %s: %s has never run in %s. There are: %s."
                    .formatted(does, named, uri(), String.join(", ", all)));
        }
        return named == null ? all : List.of(named);
    }

    /** True if the table is there. */
    public boolean has(String table) throws IOException {
        return store.has(table);
    }

    /** True if there is a whole Delta table; a process that was killed may have left the beginning of one. */
    public boolean isDelta(String table) {
        return DeltaTable.isDeltaTable(spark, uri(table));
    }

    /** The names of all tables, sorted within each folder. */
    public List<String> names() throws IOException {
        List<String> tables = new ArrayList<>();
        for (String folder : below("")) {
            if (!folder.startsWith("_")) {
                tables.add(folder);
            } else if (!WITHOUT_TABLES.contains(folder)) {
                below(folder).forEach(table -> tables.add(folder + "/" + table));
            }
        }
        return tables;
    }

    /** The names of the folders in a folder, sorted; none where it does not exist. */
    public List<String> below(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (store.has(folder)) {
            for (FileStatus file : store.files().listStatus(store.path(folder))) {
                if (file.isDirectory()) {
                    names.add(file.getPath().getName());
                }
            }
        }
        names.sort(null);
        return names;
    }

    /** The rows of a table, whichever format it has. */
    public Dataset<Row> read(String table) throws IOException {
        String format = store.has(table + "/_delta_log") ? "delta" : "parquet";
        return spark.read().format(format).load(uri(table));
    }
}
