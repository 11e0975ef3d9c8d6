package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From the least to the greatest key of some rows. Delta knows the least and greatest key of each file, so of a large table
 * that is asked for a range the files beyond it are not even opened: where keys grow, all but the newest.
 *
 * @param least null if there are no rows, and then no key is in it
 * @param greatest the same
 */
public record KeyRange(Object least, Object greatest) {
    /** From how many bytes on a table is asked for a range; tests set it to 0. */
    public static final String LARGE = "pinpipe.table.large";

    private static final long USUALLY = 64L << 20;

    /** Of these rows. */
    public static KeyRange of(Dataset<Row> rows, String key) {
        Row ends = rows.agg(min(key), max(key)).first();
        return new KeyRange(ends.get(0), ends.get(1));
    }

    /** True if a table has so many bytes, by its own books, that it pays to ask for a range of it: nothing is read for that. */
    public static boolean paysFor(Dataset<Row> table) {
        long bytes = table.queryExecution().analyzed().stats().sizeInBytes().toLong();
        return bytes >= Long.parseLong(table.sparkSession().conf().get(LARGE, Long.toString(USUALLY)));
    }

    /** True where a row {@code held} has the key of one that is {@code new}: what a MERGE of these changes asks. */
    static Column same(DeltaTable held, Dataset<Row> changes, String key) {
        Column same = col("held." + key).equalTo(col("new." + key));
        return paysFor(held.toDF()) ? same.and(of(changes, key).holds("held." + key)) : same;
    }

    /** True of a key in it. */
    public Column holds(String key) {
        return col(key).geq(lit(least)).and(col(key).leq(lit(greatest)));
    }
}
