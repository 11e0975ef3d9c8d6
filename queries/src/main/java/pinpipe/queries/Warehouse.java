package pinpipe.queries;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Store;

/**
 * The clean tables as the views that the questions ask. Each table is read once and then held, so that all answers
 * speak of the same rows, even while a clean run commits new ones; and held by key, so that rows move once and not in each of
 * eight joins.
 */
final class Warehouse implements AutoCloseable {
    /** What the questions ask for: a column that a question needs must stand here. */
    private static final Map<String, List<String>> TABLES = new TreeMap<>(Map.of(
            "pin", List.of("ind", "category", "poster_name", "follower_count"),
            "geo", List.of("ind", "country", "timestamp"),
            "user", List.of("ind", "user_name", "age", "date_joined")));

    /** What the questions join the tables by. */
    private static final String KEY = "ind";

    /** How many bytes of the largest table's files come together in one part. */
    private static final long A_PART = 64L << 20;

    private static final String AGE_GROUPS = "user_in_age_group";

    private final SparkSession spark;
    private final Map<String, Dataset<Row>> tables;

    private Warehouse(SparkSession spark, Map<String, Dataset<Row>> tables) {
        this.spark = spark;
        this.tables = tables;
    }

    /** Makes the views; a failure says which tables are missing and how to make them. */
    static Warehouse open(SparkSession spark, String uri) throws IOException {
        Store store = Store.at(spark, uri);
        if (!store.has("")) {
            throw Failure.askedWrongly(
                    "Cannot answer the questions: there is no warehouse at %s. Check the URI, or make the tables with %s."
                            .formatted(uri, cleanCommand("all", uri)));
        }
        Map<String, Dataset<Row>> tables = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (String name : TABLES.keySet()) {
            String format = formatOf(store, name);
            if (format == null) {
                missing.add(name);
            } else {
                tables.put(name, table(spark, store, name, format));
            }
        }
        if (!missing.isEmpty()) {
            throw missing(missing, uri);
        }
        int parts = parts(store);
        tables.replaceAll((name, table) -> table.repartition(parts, functions.col(KEY)));
        tables.forEach((name, table) -> table.cache().createOrReplaceTempView(name));
        spark.sql(Question.sql("view/" + AGE_GROUPS));
        return new Warehouse(spark, tables);
    }

    /** In how many parts the tables are held: as many in each, so that a join finds both sides of a key in one place. */
    private static int parts(Store store) throws IOException {
        long largest = 0;
        for (String name : TABLES.keySet()) {
            largest = Math.max(largest, store.bytes(name));
        }
        return Math.toIntExact(largest / A_PART + 1);
    }

    /** Asks the question; the parameters are those that its SQL names. */
    Answer answer(Question question, Map<String, Object> parameters) {
        Dataset<Row> answer = spark.sql(question.sql(), parameters);
        return new Answer(question, answer.schema(), answer.collectAsList());
    }

    /** What the table is kept as, or null if there is none: no folder, or one whose first write was never finished. */
    private static String formatOf(Store store, String table) throws IOException {
        if (store.has(table + "/_delta_log")) {
            return holds(store, table + "/_delta_log", ".json") ? "delta" : null;
        }
        return store.has(table) && holds(store, table, ".parquet") ? "parquet" : null;
    }

    private static boolean holds(Store store, String folder, String ending) throws IOException {
        return Stream.of(store.files().listStatus(store.path(folder)))
                .anyMatch(file -> file.getPath().getName().endsWith(ending));
    }

    private static Dataset<Row> table(SparkSession spark, Store store, String name, String format) {
        Dataset<Row> table = spark.read().format(format).load(store.path(name).toString());
        List<String> lacks = new ArrayList<>(TABLES.get(name));
        lacks.removeAll(List.of(table.columns()));
        if (!lacks.isEmpty()) {
            throw Failure.askedWrongly(
                    "Cannot answer the questions: the table at %s has no column %s. Name the warehouse that `./pinpipe clean` wrote."
                            .formatted(store.path(name), String.join(", ", lacks)));
        }
        return table.select(TABLES.get(name).stream().map(functions::col).toArray(Column[]::new));
    }

    private static Failure missing(List<String> tables, String uri) {
        return Failure.askedWrongly("Cannot answer the questions: %s has no table %s. Make %s with %s."
                .formatted(
                        uri,
                        String.join(", ", tables),
                        tables.size() == 1 ? "it" : "them",
                        String.join(
                                " and ",
                                tables.stream()
                                        .map(table -> cleanCommand(table, uri))
                                        .toList())));
    }

    private static String cleanCommand(String table, String uri) {
        return "`./pinpipe clean %s --landing … --prefix … --warehouse %s`".formatted(table, uri);
    }

    /** Lets go of the tables and the views: the session may be the platform's and live on. */
    @Override
    public void close() {
        spark.catalog().dropTempView(AGE_GROUPS);
        tables.forEach((name, table) -> {
            spark.catalog().dropTempView(name);
            table.unpersist();
        });
    }
}
