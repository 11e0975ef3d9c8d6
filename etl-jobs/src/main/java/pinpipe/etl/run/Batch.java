package pinpipe.etl.run;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.etl.io.Transaction;

/**
 * Records that become part of a table together, whatever way they were read.
 *
 * @param transaction the name under which the run writes
 * @param rebuild true if they take the place of all that the table held
 * @param rows the cleaned records, cached, in the columns of {@link pinpipe.etl.records.RecordColumns}
 * @param counts what was counted while they were read and cleaned
 * @param lines how many lines or messages the reader counted, apart from what is made of them here
 * @param source what was read, for the report
 * @param release releases the cached rows
 */
public record Batch(
        Transaction transaction,
        boolean rebuild,
        Dataset<Row> rows,
        CleaningCounts counts,
        long lines,
        Source source,
        Runnable release) {}
