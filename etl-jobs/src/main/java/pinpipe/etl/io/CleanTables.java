package pinpipe.etl.io;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The clean tables of a warehouse in one format. */
public interface CleanTables {
    /** The rows that a table held before this run, whether or not an earlier attempt of it has written; empty if none. */
    Optional<Dataset<Row>> held(String table, Transaction run);

    /** True if an earlier attempt of this run has written the table. */
    boolean wrote(String table, Transaction run);

    /** True if the table is there. */
    boolean exists(String table);

    /** The table's version, or null where it has none or there is no table. */
    Long version(String table);

    /**
     * Puts changes into a table, making it if it is not there; done twice under the same transaction, it is done once.
     *
     * @param changes whole new rows, at most one a key, each newer than the one it replaces; where {@code _deleted} is
     *     true, the row goes and nothing takes its place
     * @param expected how many of them are new and how many replace or take away a row
     */
    Written merge(TableLayout table, Dataset<Row> changes, Written expected, Transaction run);

    /** Puts these rows in the place of all that a table held, in one step. */
    Written replace(TableLayout table, Dataset<Row> rows, Transaction run);

    /** True in a change that takes a row away. */
    String DELETED = "_deleted";

    /** The lineage's columns in a clean table, {@code run} being the one that wrote the row. */
    StructType LINEAGE = StructType.fromDDL(
            "topic STRING, partition INT, offset BIGINT, position BIGINT, object STRING, run BIGINT");
}
