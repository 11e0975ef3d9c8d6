package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Clean tables as plain Parquet folders, for readers without Delta: a whole snapshot is written beside the table and
 * swapped in. A store that cannot rename in one step (S3) may show readers neither for a moment; Delta has no such moment.
 */
public final class ParquetTables implements CleanTables {
    private static final String BESIDE = "_snapshots/";

    private final SparkSession spark;
    private final String warehouse;

    /** The Parquet tables below a warehouse. */
    public ParquetTables(SparkSession spark, String warehouse) {
        this.spark = spark;
        this.warehouse = warehouse;
    }

    @Override
    public Optional<Dataset<Row>> held(String table, Transaction run) {
        try {
            Store store = store();
            if (run.again() && store.has(before(table, run))) {
                return Optional.of(read(before(table, run)));
            }
            return store.has(table) ? Optional.of(read(table)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean wrote(String table, Transaction run) {
        try {
            Store store = store();
            return store.has(table)
                    && (store.has(before(table, run))
                            || !read(table)
                                    .where(col("_lineage.run").equalTo(run.run()))
                                    .isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean exists(String table) {
        try {
            return store().has(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Long version(String table) {
        return null;
    }

    @Override
    public Written merge(TableLayout table, Dataset<Row> changes, Written expected, Transaction run) {
        String key = table.key();
        Dataset<Row> whole = held(table.table(), run)
                .map(rows -> rows.join(changes.select(key), rows.col(key).equalTo(changes.col(key)), "left_anti")
                        .unionByName(rows(changes)))
                .orElseGet(() -> rows(changes));
        swap(table, whole.orderBy(col(key)), run);
        return expected;
    }

    @Override
    public Written replace(TableLayout table, Dataset<Row> rows, Transaction run) {
        swap(table, rows(rows), run);
        return new Written(null, rows.count(), 0);
    }

    private static Dataset<Row> rows(Dataset<Row> changes) {
        return changes.where(not(col(DELETED))).drop(DELETED);
    }

    /**
     * Writes the snapshot beside the table, moves the table aside and the snapshot in its place. The run before is kept
     * aside until the next one, so that a second attempt starts from what the first one started from.
     */
    private void swap(TableLayout layout, Dataset<Row> rows, Transaction run) {
        String table = layout.table();
        try {
            Store store = store();
            String fresh = BESIDE + table + "-" + run.run() + "-new";
            rows.write().options(layout.parquetSettings()).mode("overwrite").parquet(warehouse + "/" + fresh);
            if (store.has(before(table, run))) {
                store.files().delete(store.path(table), true);
            } else if (store.has(table)) {
                dropOlder(store, table);
                rename(store, table, before(table, run));
            }
            rename(store, fresh, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void dropOlder(Store store, String table) throws IOException {
        if (!store.has(BESIDE)) {
            return;
        }
        for (var folder : store.files().listStatus(store.path(BESIDE))) {
            String name = folder.getPath().getName();
            if (name.startsWith(table + "-") && name.endsWith("-before")) {
                store.files().delete(folder.getPath(), true);
            }
        }
    }

    private static void rename(Store store, String from, String to) throws IOException {
        Path target = store.path(to);
        store.files().mkdirs(target.getParent());
        if (!store.files().rename(store.path(from), target)) {
            throw new IOException("cannot rename " + store.path(from) + " to " + target);
        }
    }

    private static String before(String table, Transaction run) {
        return BESIDE + table + "-" + run.run() + "-before";
    }

    private Dataset<Row> read(String folder) {
        return spark.read().parquet(warehouse + "/" + folder);
    }

    private Store store() throws IOException {
        return Store.at(spark, warehouse);
    }
}
