package pinpipe.queries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A question to the clean tables.
 *
 * @param name its name, which is the name of its {@code .sql} file and of the file with its answer
 * @param text the question in words: the first line of its file, a comment
 * @param sql the whole file: Spark SQL on the views {@code posts} and {@code user}
 */
record Question(String name, String text, String sql) {
    /** All questions, in the order in which they are answered. */
    static final List<Question> ALL = List.of(
            read("most_popular_category_by_country"),
            read("most_popular_category_by_year"),
            read("top_user_by_country"),
            read("country_with_top_user"),
            read("most_popular_category_by_age_group"),
            read("median_followers_by_age_group"),
            read("users_joined_by_year"),
            read("median_followers_by_join_year"),
            read("median_followers_by_join_year_and_age_group"));

    private static Question read(String name) {
        String sql = sql(name);
        return new Question(name, sql.lines().findFirst().orElseThrow().replaceFirst("^--\\s*", ""), sql);
    }

    /** The text of one of the {@code .sql} files that travel in the jar. */
    static String sql(String name) {
        try (InputStream in = Question.class.getResourceAsStream("sql/" + name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
