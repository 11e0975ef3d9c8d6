package pinpipe.etl.crash;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import pinpipe.etl.Fixture;

/**
 * All that a warehouse says of one table, whoever wrote it and when: its rows, the rejected lines, the key versions, and the
 * reports of the runs that ended, as lines of text.
 */
final class WarehouseState {
    private static final String FILE = "state";

    private WarehouseState() {}

    /** Reads the state and keeps it beside the tables. */
    static void keep(SparkSession spark, Path warehouse, String table) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String folder : List.of(table, "_quarantine/" + table, "_key_versions/" + table)) {
            if (Files.exists(warehouse.resolve(folder))) {
                lines.add(folder);
                Dataset<Row> rows = read(spark, warehouse, folder);
                lines.addAll(sorted(rows.select(to_json(struct(
                        Stream.of(rows.columns()).map(functions::col).toArray(org.apache.spark.sql.Column[]::new))))));
            }
        }
        lines.add("_runs");
        sorted(read(spark, warehouse, "_runs/" + table)
                        .where("status in ('committed', 'rejected')")
                        .select("report"))
                .forEach(report -> lines.add(withoutTimes(report)));
        Files.write(warehouse.resolve(FILE), lines);
    }

    /** The state that was kept. */
    static String kept(Path warehouse) throws IOException {
        return Files.readString(warehouse.resolve(FILE));
    }

    private static Dataset<Row> read(SparkSession spark, Path warehouse, String folder) {
        return spark.read().format("delta").load(warehouse.resolve(folder).toString());
    }

    private static List<String> sorted(Dataset<Row> texts) {
        return texts.collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static String withoutTimes(String report) {
        return ((ObjectNode) Fixture.node(report)).without("seconds").toString();
    }
}
