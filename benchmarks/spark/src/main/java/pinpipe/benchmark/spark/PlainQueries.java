package pinpipe.benchmark.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The nine questions, each asked of the tables themselves and written by Spark, as people write it. */
public final class PlainQueries {
    private static final List<String> QUESTIONS = List.of(
            "most_popular_category_by_country",
            "most_popular_category_by_year",
            "top_user_by_country",
            "country_with_top_user",
            "most_popular_category_by_age_group",
            "median_followers_by_age_group",
            "users_joined_by_year",
            "median_followers_by_join_year",
            "median_followers_by_join_year_and_age_group");

    private static final Map<String, Object> YEARS =
            Map.of("first_post_year", 2018, "last_post_year", 2022, "first_join_year", 2015, "last_join_year", 2020);

    private PlainQueries() {}

    /** Arguments: the warehouse, the folder for the answers. */
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = PlainSession.open()) {
            for (String table : List.of("pin", "geo", "user")) {
                spark.read().format("delta").load(args[0] + "/" + table).createOrReplaceTempView(table);
            }
            spark.sql(sql("user_in_age_group"));
            for (String question : QUESTIONS) {
                spark.sql(sql(question), YEARS).coalesce(1).write().parquet(args[1] + "/" + question);
            }
        }
    }

    private static String sql(String name) throws IOException {
        try (InputStream in = PlainQueries.class.getResourceAsStream("sql/" + name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
