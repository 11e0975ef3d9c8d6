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
 * The clean tables as the views that the questions ask: {@code posts}, which joins them once, and {@code user}. Both are cached,
 * so that all answers are about the same rows, even while a clean run commits new ones.
 */
final class Warehouse implements AutoCloseable {
    /** What the questions ask for: a column that a question needs must stand here. */
    private static final Map<String, List<String>> TABLES = new TreeMap<>(Map.of(
            "pin", List.of("ind", "category", "poster_name", "follower_count"),
            "geo", List.of("ind", "country", "timestamp"),
            "user", List.of("ind", "user_name", "age", "date_joined")));

    private static final String USER = "user";
    private static final String POSTS = "posts";

    private final SparkSession spark;
    private final Map<String, Dataset<Row>> tables;
    private final Dataset<Row> posts;

    private Warehouse(SparkSession spark, Map<String, Dataset<Row>> tables, Dataset<Row> posts) {
        this.spark = spark;
        this.tables = tables;
        this.posts = posts;
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
        tables.get(USER).cache();
        tables.forEach((name, table) -> table.createOrReplaceTempView(name));
        spark.sql(Question.sql("view/" + POSTS));
        return new Warehouse(spark, tables, spark.table(POSTS).cache());
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
        posts.unpersist();
        tables.get(USER).unpersist();
        spark.catalog().dropTempView(POSTS);
        tables.keySet().forEach(spark.catalog()::dropTempView);
    }
}
