package pinpipe.etl.flow;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes a table's steps, one after the other, and notes which of them changed a value or could not read it. */
final class Cleaning {
    private Cleaning() {}

    static Dataset<Row> of(Dataset<Row> opened, List<Step> steps) {
        Dataset<Row> cleaned = opened;
        for (Map<String, Column> layer : layers(steps)) {
            cleaned = cleaned.withColumns(layer);
        }
        return cleaned;
    }

    /**
     * The steps in as few projections as their order allows, since each costs planning time: one layer takes steps until
     * a column comes a second time or is made of others.
     */
    private static List<Map<String, Column>> layers(List<Step> steps) {
        List<Map<String, Column>> layers = new ArrayList<>();
        Map<String, Column> layer = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (layer.containsKey(step.column()) || step.makes()) {
                layers.add(layer);
                layer = new LinkedHashMap<>();
            }
            layer.put(step.column(), step.value());
            if (!step.makes()) {
                layer.put(Flow.CHANGED + i, coalesce(step.changed(), lit(false)));
                layer.put(Flow.UNREADABLE + i, coalesce(step.unreadable(), lit(false)));
            }
        }
        layers.add(layer);
        return layers;
    }
}
