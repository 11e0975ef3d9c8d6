package pinpipe.etl.flow;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes a table's steps, one after the other, and notes which of them changed a value or could not read it. */
final class Cleaning {
    private static final String AFTER = "_after";

    private Cleaning() {}

    /**
     * The rows after these steps. A layer has its values first, each in a column of its own, and what is told of them above:
     * in one projection Spark would compute a value again for each thing that is told of it.
     */
    static Dataset<Row> of(Dataset<Row> opened, List<Step> steps) {
        Dataset<Row> cleaned = opened;
        for (Map<Integer, Step> layer : layers(steps)) {
            cleaned = cleaned.withColumns(values(layer)).withColumns(told(layer));
        }
        return cleaned;
    }

    /**
     * The steps by their numbers, in as few layers as their order allows, since each costs planning time: one takes steps
     * until a column comes a second time or is made of others.
     */
    private static List<Map<Integer, Step>> layers(List<Step> steps) {
        List<Map<Integer, Step>> layers = new ArrayList<>();
        Map<Integer, Step> layer = new LinkedHashMap<>();
        Set<String> columns = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (columns.contains(step.column()) || step.makes()) {
                layers.add(layer);
                layer = new LinkedHashMap<>();
                columns.clear();
            }
            layer.put(i, step);
            columns.add(step.column());
        }
        layers.add(layer);
        return layers;
    }

    private static Map<String, Column> values(Map<Integer, Step> layer) {
        Map<String, Column> values = new LinkedHashMap<>();
        layer.forEach((i, step) -> values.put(AFTER + i, step.value()));
        return values;
    }

    private static Map<String, Column> told(Map<Integer, Step> layer) {
        Map<String, Column> told = new LinkedHashMap<>();
        layer.forEach((i, step) -> {
            Column after = col(AFTER + i);
            told.put(step.column(), after);
            if (step.changed() != null) {
                told.put(Flow.CHANGED + i, flag(step, step.changed(), after));
            }
            if (step.unreadable() != null) {
                told.put(Flow.UNREADABLE + i, flag(step, step.unreadable(), after));
            }
        });
        return told;
    }

    private static Column flag(Step step, BinaryOperator<Column> flag, Column after) {
        return coalesce(flag.apply(col(step.column()), after), lit(false));
    }
}
