package pinpipe.etl.io;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.LocalSpark;

/** The clean table {@code t} in a folder, and what changes it. */
record DeltaScene(Path folder) {
    static final StructType CHANGE = StructType.fromDDL(
            "ind BIGINT, said STRING, category STRING, `timestamp` TIMESTAMP, _lineage STRUCT<offset: BIGINT, partition: INT, position: BIGINT>, _deleted BOOLEAN");
    static final TableLayout LAYOUT = new TableLayout("t", "ind", List.of("timestamp"), List.of("said"));

    SparkSession spark() {
        return LocalSpark.spark();
    }

    DeltaTables tables() {
        return new DeltaTables(spark(), folder.toString());
    }

    static Written merge(DeltaTables tables, long number, long updated, Dataset<Row> changes) {
        return tables.merge(LAYOUT, changes, new Written(null, changes.count() - updated, updated), run(number));
    }

    static Transaction run(long number) {
        return new Transaction("test", number, false);
    }

    Dataset<Row> changes(int from, int to, int run) {
        List<Row> rows = IntStream.range(from, to)
                .mapToObj(key -> change(key, run, false))
                .toList();
        return spark().createDataFrame(rows, CHANGE).coalesce(1);
    }

    static Row change(long key, int run, boolean deleted) {
        return RowFactory.create(
                key,
                "said by %d in run %d".formatted(key, run),
                "category " + key % 7,
                Timestamp.from(Instant.ofEpochSecond(key)),
                RowFactory.create(run * 10_000L + key, 0, 0L),
                deleted);
    }

    String path() {
        return folder.resolve("t").toString();
    }

    long rows() {
        return spark().read().format("delta").load(path()).count();
    }

    List<Path> current() {
        return Stream.of(spark().read().format("delta").load(path()).inputFiles())
                .map(uri -> Path.of(URI.create(uri)))
                .toList();
    }

    <T> T detail(String column, Class<T> type) {
        return type.cast(DeltaTable.forPath(spark(), path())
                .detail()
                .select(column)
                .first()
                .get(0));
    }

    List<String> features() {
        return DeltaTable.forPath(spark(), path())
                .detail()
                .select("tableFeatures")
                .first()
                .getList(0);
    }

    String property(String name) {
        Map<String, String> all = DeltaTable.forPath(spark(), path())
                .detail()
                .select("properties")
                .first()
                .getJavaMap(0);
        return all.get(name);
    }

    static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(end)
                            && !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
