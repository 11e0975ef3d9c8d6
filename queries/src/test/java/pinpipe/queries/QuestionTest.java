package pinpipe.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.queries.TestWarehouse.SPARK;
import static pinpipe.queries.TestWarehouse.USUAL_YEARS;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionTest {
    private static final String POSTED = "2020-05-05T00:00:00";
    private static final String JOINED = "2016-05-05T00:00:00";

    @TempDir
    Path root;

    private final TestWarehouse given = new TestWarehouse();

    @Test
    void thereAreNineAndEachSaysWhatItAsks() {
        assertThat(Question.ALL).hasSize(9);
        assertThat(Question.ALL).allSatisfy(question -> {
            assertThat(question.sql()).startsWith("-- " + question.text() + "\n");
            assertThat(question.text()).matches("[A-Z].*\\?");
        });
    }

    @Test
    void noQuestionJoinsAgainOrReadsAFile() throws IOException {
        post(1, "art", "France");
        given.write(root, "parquet");

        try (Warehouse tables = Warehouse.open(SPARK, root.toString())) {
            assertThat(tables.answer(Question.ALL.get(0), USUAL_YEARS).rows()).hasSize(1);
            assertThat(Question.ALL).allSatisfy(question -> assertThat(operators(SPARK.sql(question.sql(), USUAL_YEARS)
                            .queryExecution()
                            .optimizedPlan()))
                    .contains("InMemoryRelation")
                    .doesNotContain("Join", "LogicalRelation"));
        }
    }

    private static List<String> operators(LogicalPlan plan) {
        List<String> names = new ArrayList<>(List.of(plan.nodeName()));
        for (int i = 0; i < plan.children().size(); i++) {
            names.addAll(operators(plan.children().apply(i)));
        }
        return names;
    }

    @Test
    void tiesAreAllKept() throws IOException {
        post(1, "art", "France");
        post(2, "travel", "France");
        post(3, "art", "Chad");
        post(4, "art", "Chad");
        post(5, "travel", "Chad");

        assertThat(answer("most_popular_category_by_country"))
                .containsExactly("Chad|art|2", "France|art|1", "France|travel|1");
    }

    @Test
    void aPostWithoutItsPlaceOrItsUserIsNotCounted() throws IOException {
        given.pin(1, "art", "Ann", 1L).pin(2, "travel", "Ann", 1L).pin(3, "travel", "Ann", 1L);
        given.geo(1, "Chad", POSTED).geo(4, "Mali", POSTED);
        given.user(3, "Bob Lee", 20, JOINED);

        assertThat(answer("most_popular_category_by_country")).containsExactly("Chad|art|1");
        assertThat(answer("most_popular_category_by_age_group")).containsExactly("18-24|travel|1");
    }

    @Test
    void yearsEndAtMidnightInUtc() throws IOException {
        for (int year = 2017; year <= 2023; year++) {
            given.pin(year, "art", "Ann", 1L).geo(year, "Chad", year + "-01-01T00:00:00");
            given.pin(year + 100, "art", "Ann", 1L).geo(year + 100, "Chad", year + "-12-31T23:59:59");
        }

        assertThat(answer("most_popular_category_by_year"))
                .containsExactly("2018|art|2", "2019|art|2", "2020|art|2", "2021|art|2", "2022|art|2");
    }

    @Test
    void theYearsAreParameters() throws IOException {
        post(1, "art", "Chad");
        given.user(1, "Bob Lee", 20, "2014-05-05T00:00:00").write(root, "parquet");
        Map<String, Object> others = new HashMap<>(USUAL_YEARS);
        others.put("last_post_year", 2019);
        others.put("first_join_year", 2014);

        assertThat(TestWarehouse.answer(root, "most_popular_category_by_year", others))
                .isEmpty();
        assertThat(TestWarehouse.answer(root, "most_popular_category_by_year")).containsExactly("2020|art|1");
        assertThat(TestWarehouse.answer(root, "users_joined_by_year", others)).containsExactly("2014|1");
        assertThat(TestWarehouse.answer(root, "users_joined_by_year")).isEmpty();
    }

    @Test
    void theTopUserIsNamedOnceHoweverOftenThatUserPosts() throws IOException {
        given.pin(1, "art", "Ann", 70L).geo(1, "Chad", POSTED);
        given.pin(2, "travel", "Ann", 70L).geo(2, "Chad", POSTED);
        given.pin(3, "art", "Zoë", 70L).geo(3, "Chad", POSTED);
        given.pin(4, "art", "Bob", 9L).geo(4, "Chad", POSTED);
        given.pin(5, "art", "Cy", null).geo(5, "Mali", POSTED);
        given.pin(6, "art", "Ann", 70L).geo(6, "Peru", POSTED);

        assertThat(answer("top_user_by_country")).containsExactly("Chad|Ann|70", "Chad|Zoë|70", "Peru|Ann|70");
        assertThat(answer("country_with_top_user")).containsExactly("Chad|70", "Peru|70");
    }

    @Test
    void ageGroupsIncludeTheirBoundsAndNobodyUnder18() throws IOException {
        int[] ages = {0, 17, 18, 24, 25, 35, 36, 50, 51, 150};
        for (int age : ages) {
            given.pin(age, "c" + age, "Ann", (long) age).user(age, "Bob " + age, age, JOINED);
        }
        given.pin(1000, "unknown", "Ann", 1L).user(1000, "Bob Lee", null, JOINED);

        assertThat(answer("most_popular_category_by_age_group"))
                .containsExactly(
                        "18-24|c18|1",
                        "18-24|c24|1",
                        "25-35|c25|1",
                        "25-35|c35|1",
                        "36-50|c36|1",
                        "36-50|c50|1",
                        "50+|c150|1",
                        "50+|c51|1");
    }

    @Test
    void mediansAreExactAndLeaveOutWhatIsUnknown() throws IOException {
        long[] followers = {1, 1_000_000_000_000L, 2, 5};
        for (int ind = 0; ind < followers.length; ind++) {
            given.pin(ind, "art", "Ann", followers[ind]).user(ind, "Bob Lee", 20, JOINED);
        }
        given.pin(10, "art", "Ann", 7L).user(10, "Cy Orr", 30, "2017-01-01T00:00:00");
        given.pin(11, "art", "Ann", null).user(11, "Cy Orr", 30, "2017-01-01T00:00:00");

        assertThat(answer("median_followers_by_age_group")).containsExactly("18-24|3.5", "25-35|7.0");
        assertThat(answer("median_followers_by_join_year")).containsExactly("2016|3.5", "2017|7.0");
        assertThat(answer("median_followers_by_join_year_and_age_group"))
                .containsExactly("2016|18-24|3.5", "2017|25-35|7.0");
    }

    @Test
    void whatIsUnknownIsShownAsNullAndNotLeftOut() throws IOException {
        post(1, null, "Chad");
        given.pin(2, "art", null, 9L).geo(2, null, POSTED);
        given.pin(3, "art", "Ann", null).user(3, "Bob Lee", 20, JOINED);

        assertThat(answer("most_popular_category_by_country")).containsExactly("null|art|1", "Chad|null|1");
        assertThat(answer("top_user_by_country")).containsExactly("null|null|9", "Chad|Ann|1");
        assertThat(answer("median_followers_by_age_group")).containsExactly("18-24|null");
    }

    @Test
    void peopleAreCountedOnceAndNamesakesApart() throws IOException {
        given.user(1, "Bob Lee", 20, JOINED).user(2, "Bob Lee", 20, JOINED);
        given.user(3, "Bob Lee", 21, JOINED);
        given.user(4, "Bob Lee", 20, "2016-05-05T00:00:01");
        given.user(5, null, 20, JOINED).user(6, null, 20, JOINED);

        assertThat(answer("users_joined_by_year")).containsExactly("2016|4");
    }

    @Test
    void emptyTablesGiveEmptyAnswers() throws IOException {
        given.write(root, "parquet");
        try (Warehouse tables = Warehouse.open(SPARK, root.toString())) {
            assertThat(Question.ALL).allSatisfy(question -> assertThat(
                            tables.answer(question, USUAL_YEARS).rows())
                    .isEmpty());
        }
    }

    private void post(long ind, String category, String country) {
        given.pin(ind, category, "Ann", 1L).geo(ind, country, POSTED);
    }

    private List<String> answer(String name) throws IOException {
        if (!root.resolve("pin").toFile().exists()) {
            given.write(root, "parquet");
        }
        return TestWarehouse.answer(root, name);
    }
}
