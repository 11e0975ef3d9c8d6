package pinpipe.etl.run;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.etl.io.Transaction;

/**
 * Records that become part of a table together, whatever door they came through.
 *
 * @param transaction the name under which the run writes
 * @param rebuild true if they take the place of all that the table held
 * @param records {@code raw} and {@code lineage}
 * @param lines how many lines or messages the door counted, apart from what is made of them here
 * @param source what was read, for the report
 * @param release frees what the door holds
 */
public record Batch(
        Transaction transaction, boolean rebuild, Dataset<Row> records, long lines, Source source, Runnable release) {}
