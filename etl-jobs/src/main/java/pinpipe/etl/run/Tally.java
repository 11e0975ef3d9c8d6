package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.etl.flow.Flow;
import pinpipe.etl.flow.Step;
import pinpipe.etl.flow.Table;

/**
 * What a run counts among its settled records.
 *
 * @param read all records
 * @param lines the lines that they came from
 * @param rescued good records with fields kept aside
 * @param repairs values changed among good records, by column and step
 * @param opened records by the layers that were opened around them
 */
record Tally(long read, long lines, long rescued, Map<String, Map<String, Long>> repairs, Map<String, Long> opened) {

    static Tally of(Dataset<Row> settled, Table table) {
        Column good = size(col("_reasons")).equalTo(0);
        List<Column> counts = new ArrayList<>();
        counts.add(count_if(col("_lineage.position").equalTo(col("_line"))));
        counts.add(count_if(good.and(col("_rescued").isNotNull())));
        for (String flag : Flow.repairFlags(table)) {
            counts.add(count_if(good.and(col("_repaired." + flag))).as(flag));
        }
        Row row = settled.agg(count(lit(1)), counts.toArray(Column[]::new)).first();
        return new Tally(row.getLong(0), row.getLong(1), row.getLong(2), repairs(row, table), each(settled, "_opened"));
    }

    /** How often each text stands in a column of arrays. */
    static Map<String, Long> each(Dataset<Row> rows, String arrays) {
        Map<String, Long> counted = new TreeMap<>();
        rows.where(size(col(arrays)).gt(0))
                .select(explode(col(arrays)).as("each"))
                .groupBy("each")
                .count()
                .collectAsList()
                .forEach(row -> counted.put(row.getString(0), row.getLong(1)));
        return counted;
    }

    private static Map<String, Map<String, Long>> repairs(Row row, Table table) {
        Map<String, Map<String, Long>> repairs = new TreeMap<>();
        for (int i = 0; i < table.steps().size(); i++) {
            Step step = table.steps().get(i);
            if (!step.makes()) {
                note(repairs, step.column(), step.sentence(), row.getAs(Flow.CHANGED + i));
                note(repairs, step.column(), step.column() + "_unreadable", row.getAs(Flow.UNREADABLE + i));
            }
        }
        return repairs;
    }

    private static void note(Map<String, Map<String, Long>> repairs, String column, String what, long count) {
        if (count > 0) {
            repairs.computeIfAbsent(column, none -> new TreeMap<>()).merge(what, count, Long::sum);
        }
    }
}
