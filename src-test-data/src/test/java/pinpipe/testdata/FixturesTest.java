package pinpipe.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What makes the fixtures an oracle: that they agree with each other. What they say is the contract's. */
class FixturesTest {
    private static final Pattern DATETIME = Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)\"");
    private static final Pattern KEY = Pattern.compile("^\\{\"ind\":(-?\\d+),");
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

    @ParameterizedTest
    @EnumSource
    void theFirstLandedLinesAreTheRowsWithAnotherDatetime(SourceTable table) throws IOException {
        List<String> emitted = lines(table, "row").stream()
                .map(row -> DATETIME.matcher(row).replaceAll("\"$1T$2\""))
                .toList();

        assertThat(emitted).hasSize(20);
        assertThat(lines(table, "landed")).startsWith(emitted.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsWrittenAsItWasRead(SourceTable table) throws IOException {
        for (String line : lines(table, "row")) {
            Map<String, Object> row = JsonLine.parsed(line);

            assertThat(row.keySet())
                    .containsExactlyElementsOf(table.columns().stream()
                            .map(SourceTable.Column::name)
                            .toList());
            assertThat(JsonLine.of(row)).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRejectedLineIsTheLandedLineAtItsOffset(SourceTable table) throws IOException {
        List<String> landed = lines(table, "landed");

        for (String rejected : lines(table, "rejected")) {
            String raw = rejected.substring(rejected.indexOf("\"raw\":"), rejected.length() - 1);
            assertThat("{" + raw + "}").isEqualTo(JsonLine.of(Map.of("raw", landed.get(offset(rejected)))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noCleanRowComesFromARejectedLine(SourceTable table) throws IOException {
        List<Integer> rejected =
                lines(table, "rejected").stream().map(FixturesTest::offset).toList();

        assertThat(rejected).isSorted().doesNotHaveDuplicates();
        assertThat(lines(table, "clean").stream().map(FixturesTest::offset)).doesNotContainAnyElementsOf(rejected);
    }

    @ParameterizedTest
    @EnumSource
    void theCleanTableHasEachKeyOnceInOrder(SourceTable table) throws IOException {
        assertThat(keys(lines(table, "clean"))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void everyReasonIsShown() throws IOException {
        StringBuilder rejected = new StringBuilder();
        for (SourceTable table : SourceTable.values()) {
            lines(table, "rejected").forEach(rejected::append);
        }
        assertThat(rejected.toString())
                .contains("\"not_json\"", "\"text_after_json\"", "\"empty\"", "\"not_an_object\"")
                .contains("\"key_missing\"", "\"key_not_whole\"", "\"key_past_64_bits\"")
                .contains("\"other_table\"", "\"line_rejected\"", "\"unique_id_missing\"")
                .contains("\"timestamp_missing\"", "\"timestamp_unreadable\"")
                .contains("\"latitude_out_of_range\"", "\"longitude_out_of_range\"")
                .contains("\"date_joined_missing\"", "\"date_joined_unreadable\"")
                .contains("\"age_not_whole\"", "\"age_out_of_range\"");
    }

    @ParameterizedTest
    @CsvSource({"pin", "geo", "user"})
    void theTablesOfTheQueriesAreInKeyOrder(String table) throws IOException {
        assertThat(keys(lines("/queries/" + table + ".jsonl"))).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "most_popular_category_by_country, country, category, category_count",
        "most_popular_category_by_year, post_year, category, category_count",
        "top_user_by_country, country, poster_name, follower_count",
        "country_with_top_user, country, follower_count,",
        "most_popular_category_by_age_group, age_group, category, category_count",
        "median_followers_by_age_group, age_group, median_follower_count,",
        "users_joined_by_year, join_year, number_users_joined,",
        "median_followers_by_join_year, join_year, median_follower_count,",
        "median_followers_by_join_year_and_age_group, join_year, age_group, median_follower_count"
    })
    void everyQueryHasItsAnswerInTheOrderOfItsColumns(String query, String first, String second, String third)
            throws IOException {
        List<String> columns = third == null ? List.of(first, second) : List.of(first, second, third);
        List<String> answer = lines("/queries/" + query + ".jsonl");

        assertThat(answer).isNotEmpty();
        for (String row : answer) {
            assertThat(JsonLine.parsed(row).keySet()).containsExactlyElementsOf(columns);
        }
    }

    private static int offset(String line) {
        return found(OFFSET, line).intValueExact();
    }

    private static List<BigInteger> keys(List<String> lines) {
        List<BigInteger> keys = new ArrayList<>();
        lines.forEach(line -> keys.add(found(KEY, line)));
        return keys;
    }

    private static BigInteger found(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return new BigInteger(matcher.group(1));
    }

    private static List<String> lines(SourceTable table, String file) throws IOException {
        return lines("/" + table.name().toLowerCase(Locale.ROOT) + "/" + file + ".jsonl");
    }

    /** The lines of a fixture; only a line feed ends a line, whatever else a text holds. */
    private static List<String> lines(String fixture) throws IOException {
        try (InputStream bytes = FixturesTest.class.getResourceAsStream(fixture)) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).endsWith("\n");
            return List.of(text.substring(0, text.length() - 1).split("\n", -1));
        }
    }
}
