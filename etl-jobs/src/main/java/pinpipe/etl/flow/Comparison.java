package pinpipe.etl.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds the batch's winners against what the table holds, and says what becomes of each: {@code inserted} where the key
 * is new, {@code updated} where it is newer and differs, {@code unchanged} where it says the same, {@code stale} where
 * the table holds a newer one.
 */
public final class Comparison {
    private Comparison() {}

    /** The winners with their {@code _fate}. */
    public static Dataset<Row> of(Table table, Dataset<Row> kept, Optional<Dataset<Row>> held) {
        if (held.isEmpty()) {
            return kept.withColumn("_fate", lit("inserted"));
        }
        Dataset<Row> there = held.get()
                .select(
                        col(table.key()).as("_held_key"),
                        content(table).as("_held"),
                        Flow.place("_lineage").as("_held_place"));
        Column place = Flow.place("_lineage");
        Column same = content(table).eqNullSafe(col("_held"));
        Column fate = when(col("_held_key").isNull(), "inserted")
                .when(place.lt(col("_held_place")), "stale")
                .when(place.equalTo(col("_held_place")).or(same), "unchanged")
                .otherwise("updated");
        return kept.join(there, col(table.key()).equalTo(col("_held_key")), "left")
                .withColumn("_fate", fate)
                .drop("_held_key", "_held", "_held_place");
    }

    private static Column content(Table table) {
        List<Column> columns = new ArrayList<>();
        for (String name : table.columns().fieldNames()) {
            columns.add(col(name));
        }
        columns.add(col("_rescued"));
        return struct(columns.toArray(Column[]::new));
    }
}
