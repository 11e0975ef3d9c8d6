package pinpipe.etl.run;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import pinpipe.cleaning.Table;

/**
 * What a run refuses.
 *
 * @param records the refused records, one that was delivered twice being one
 * @param count how many they are
 * @param reasons how many have each reason
 */
record Refusals(Dataset<Row> records, long count, Map<String, Long> reasons) {

    /**
     * Counts what is rejected.
     *
     * @param atMost how many they are where those that were delivered twice count twice
     */
    static Refusals of(Dataset<Row> refused, long atMost, Table table) {
        if (atMost == 0) {
            return new Refusals(refused, 0, Map.of());
        }
        List<String> names = table.reasons();
        Row row = refused.agg(
                        functions.count(lit(1)).as("_count"),
                        each("_reasons", names).toArray(Column[]::new))
                .first();
        return new Refusals(refused, row.getAs("_count"), each(row, names));
    }

    /** How often each name stands in a column of arrays, as columns of those names. */
    private static List<Column> each(String arrays, List<String> names) {
        return names.stream()
                .map(name -> count_if(array_contains(col(arrays), name)).as(name))
                .toList();
    }

    /** The counts of those names, without zeros. */
    private static Map<String, Long> each(Row row, List<String> names) {
        Map<String, Long> counted = new TreeMap<>();
        for (String name : names) {
            long count = row.getAs(name);
            if (count > 0) {
                counted.put(name, count);
            }
        }
        return counted;
    }
}
