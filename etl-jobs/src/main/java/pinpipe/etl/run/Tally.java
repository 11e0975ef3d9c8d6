package pinpipe.etl.run;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
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
 * What a run counts among its settled records, in one pass.
 *
 * @param read all records
 * @param lines the lines that they came from
 * @param refused refused records, those that were delivered twice counted twice
 * @param rescued good records with fields kept aside
 * @param repairs values changed among good records, by column and step
 * @param opened records by the layers that were opened around them
 */
record Tally(
        long read,
        long lines,
        long refused,
        long rescued,
        Map<String, Map<String, Long>> repairs,
        Map<String, Long> opened) {

    static Tally of(Dataset<Row> settled, Table table) {
        Column good = size(col("_reasons")).equalTo(0);
        List<Column> counts = new ArrayList<>();
        counts.add(count_if(col("_lineage.position").equalTo(col("_line"))).as("_lines"));
        counts.add(count_if(size(col("_reasons")).gt(0)).as("_refused"));
        counts.add(count_if(good.and(col("_rescued").isNotNull())).as("_rescued"));
        counts.addAll(each("_opened", Flow.layersToOpen()));
        for (String flag : Flow.repairFlags(table)) {
            counts.add(count_if(good.and(col("_repaired." + flag))).as(flag));
        }
        Row row = settled.agg(count(lit(1)).as("_read"), counts.toArray(Column[]::new))
                .first();
        return new Tally(
                row.getAs("_read"),
                row.getAs("_lines"),
                row.getAs("_refused"),
                row.getAs("_rescued"),
                repairs(row, table),
                each(row, Flow.layersToOpen()));
    }

    /** How often each name stands in a column of arrays, as columns of those names. */
    static List<Column> each(String arrays, List<String> names) {
        return names.stream()
                .map(name -> count_if(array_contains(col(arrays), name)).as(name))
                .toList();
    }

    /** The counts of those names, without zeros. */
    static Map<String, Long> each(Row row, List<String> names) {
        Map<String, Long> counted = new TreeMap<>();
        for (String name : names) {
            long count = row.getAs(name);
            if (count > 0) {
                counted.put(name, count);
            }
        }
        return counted;
    }

    private static Map<String, Map<String, Long>> repairs(Row row, Table table) {
        Map<String, Map<String, Long>> repairs = new TreeMap<>();
        for (int i = 0; i < table.steps().size(); i++) {
            Step step = table.steps().get(i);
            if (step.changed() != null) {
                note(repairs, step.column(), step.sentence(), row.getAs(Flow.CHANGED + i));
            }
            if (step.unreadable() != null) {
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
