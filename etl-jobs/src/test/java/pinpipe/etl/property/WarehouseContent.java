package pinpipe.etl.property;

import static org.apache.spark.sql.functions.col;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads what a warehouse holds, case by case. */
final class WarehouseContent {
    private final SparkSession spark;
    private final String warehouse;
    private final Map<Integer, Found> found = new TreeMap<>();

    private WarehouseContent(SparkSession spark, String warehouse) {
        this.spark = spark;
        this.warehouse = warehouse;
    }

    /** What is there of each case, by its number; nothing of cases that left nothing. */
    static Map<Integer, Found> of(SparkSession spark, String warehouse) {
        WarehouseContent content = new WarehouseContent(spark, warehouse);
        content.rows();
        content.keyVersions();
        content.rejections();
        return content.found;
    }

    private void rows() {
        Dataset<Row> rows = table("user")
                .select(
                        col("ind"),
                        col("user_name"),
                        col("age"),
                        col("date_joined").cast("string"),
                        col("_rescued"),
                        col("_lineage.offset"),
                        col("_lineage.partition"),
                        col("_lineage.position"));
        for (Row row : rows.collectAsList()) {
            long key = row.getLong(0);
            Found its = of(Case.ofKey(key));
            String content = SentRecords.content(row.get(1), row.get(2), row.get(3), row.get(4));
            if (its.contents().put(key, content) != null) {
                throw new AssertionError("Key %d has two rows".formatted(key));
            }
            its.rowPlaces().put(key, new Place(row.getLong(5), row.getInt(6), row.getLong(7)));
        }
    }

    private void keyVersions() {
        for (Row keyVersions : table("_key_versions/user")
                .select("key", "offset", "partition", "position", "deleted")
                .collectAsList()) {
            long key = keyVersions.getLong(0);
            Place place = new Place(keyVersions.getLong(1), keyVersions.getInt(2), keyVersions.getLong(3));
            if (of(Case.ofKey(key)).keyVersions().put(key, new Found.KeyVersions(place, keyVersions.getBoolean(4)))
                    != null) {
                throw new AssertionError("Key %d has two lines of key versions".formatted(key));
            }
        }
    }

    private void rejections() {
        for (Row line : table("_quarantine/user")
                .select("partition", "offset", "position", "records", "reasons", "raw")
                .collectAsList()) {
            of(Case.ofPartition(line.getInt(0)))
                    .rejections()
                    .add(SentLine.rejection(
                            line.get(0), line.get(1), line.get(2), line.get(3), line.getList(4), line.get(5)));
        }
    }

    private Found of(int number) {
        return found.computeIfAbsent(number, none -> new Found());
    }

    private Dataset<Row> table(String folder) {
        return spark.read().format("delta").load(warehouse + "/" + folder);
    }
}
