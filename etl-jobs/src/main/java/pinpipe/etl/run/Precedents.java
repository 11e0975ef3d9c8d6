package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What earlier runs of a table did, as far as a later one must know it.
 *
 * @param rows the ledger's rows
 */
record Precedents(Dataset<Row> rows) {
    private static final Column PLANNED = col("status").equalTo("planned");
    private static final Column COMMITTED = col("status").equalTo("committed");

    /** The rules that a run was planned by, and after them those that took it over, the last one last. */
    List<String> plannedBy(long run) {
        return rows.where(col("run").equalTo(run).and(PLANNED)).orderBy("at").select("rules").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** The last run that was done by other rules than these, 0 where there is none. */
    long lastByOthersThan(String rules) {
        Row last = rows.where(COMMITTED.and(not(col("rules").eqNullSafe(lit(rules)))))
                .agg(max("run"))
                .first();
        return last.isNullAt(0) ? 0 : last.getLong(0);
    }
}
