package pinpipe.etl.run;

import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import pinpipe.etl.flow.Flow;
import pinpipe.etl.flow.Table;

/**
 * What a run refuses.
 *
 * @param records the refused records, one that was delivered twice being one
 * @param count how many they are
 * @param reasons how many have each reason
 */
record Refusals(Dataset<Row> records, long count, Map<String, Long> reasons) {

    static Refusals of(Dataset<Row> refused, Tally tally, Table table) {
        if (tally.refused() == 0) {
            return new Refusals(refused, 0, Map.of());
        }
        List<String> names = Flow.reasons(table);
        Row row = refused.agg(
                        functions.count(lit(1)).as("_count"),
                        Tally.each("_reasons", names).toArray(Column[]::new))
                .first();
        return new Refusals(refused, row.getAs("_count"), Tally.each(row, names));
    }
}
