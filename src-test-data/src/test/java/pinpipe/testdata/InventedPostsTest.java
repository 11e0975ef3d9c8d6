package pinpipe.testdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventedPostsTest {
    private static final int POSTS = 20_000;
    private static final InventedPosts INVENTED = new InventedPosts(7, POSTS);
    private static final List<Map<String, Object>> PINS =
            INVENTED.of(SourceTable.PIN).toList();
    private static final String STORY = "multi-video(story page format)";

    @ParameterizedTest
    @CsvSource({
        "PIN, 465a20296a96ff293290bc87c4f93fad97fd74d3576e8af84aff5b98c5d8afba",
        "GEO, 27aa760f9e2a04f4d309a822c4d1fe6c0765fe998e5960cb3946c593b609900f",
        "USER, c248939a209592ca9d8db4f6c71f7821a6ec1143f2fed7c8a4767460c9f6ebd0"
    })
    void theSameSeedGivesTheSameBytesOnEveryMachine(SourceTable table, String sha256) {
        assertThat(sha256(new InventedPosts(42, 1_000).of(table))).isEqualTo(sha256);
    }

    @Test
    void neitherLocaleNorZoneChangesARow() {
        List<String> here = lines(SourceTable.USER, 100);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            assertThat(lines(SourceTable.USER, 100)).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void anotherSeedGivesOtherRows() {
        assertThat(new InventedPosts(8, POSTS).pin(3)).isNotEqualTo(INVENTED.pin(3));
    }

    @Test
    void aRowNeedsNoOtherRow() {
        List<Map<String, Object>> forwards =
                INVENTED.of(SourceTable.PIN).limit(50).toList();

        assertThat(IntStream.iterate(49, post -> post >= 0, post -> post - 1).mapToObj(INVENTED::pin))
                .containsExactlyElementsOf(IntStream.range(0, 50)
                        .mapToObj(post -> forwards.get(49 - post))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"PIN", "GEO", "USER"})
    void aRowHasTheColumnsOfItsTableInTheirOrder(SourceTable table) {
        assertThat(INVENTED.row(table, 5).keySet())
                .containsExactlyElementsOf(
                        table.columns().stream().map(SourceTable.Column::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "title, No Title Data Available, 0.0066",
        "description, No description available Story format, 0.0745",
        "description, No description available, 0.0156",
        "poster_name, User Info Error, 0.0066",
        "follower_count, User Info Error, 0.0066",
        "tag_list, 'N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e', 0.0143",
        "image_src, Image src error., 0.0250",
        "is_image_or_video, video, 0.0304",
        "is_image_or_video, multi-video(story page format), 0.0745"
    })
    void placeholdersHaveTheSharesOfTheRealTable(String column, String placeholder, double share) {
        assertThat(share(pin -> pin.get(column).equals(placeholder))).isCloseTo(share, within(share / 5 + 0.001));
    }

    @ParameterizedTest
    @CsvSource({"'\\d+', 0.1617", "'\\d+k', 0.7498", "'\\d+M', 0.0819"})
    void followerCountsHaveTheFormsOfTheRealTable(String form, double share) {
        assertThat(share(pin -> text(pin, "follower_count").matches(form))).isCloseTo(share, within(0.03));
    }

    @Test
    void onlyAPostWithoutItsImageIsNotDownloaded() {
        assertThat(pins())
                .allMatch(pin -> pin.get("downloaded").equals(0)
                        == text(pin, "image_src").equals("Image src error."));
    }

    @Test
    void onlyAStoryHasTheDescriptionOfAStory() {
        assertThat(pins())
                .allMatch(pin -> text(pin, "is_image_or_video").equals(STORY)
                        == text(pin, "description").equals("No description available Story format"));
    }

    @Test
    void thirteenCategoriesFollowEachOtherInBlocks() {
        List<String> categories = pins().map(pin -> text(pin, "category")).toList();
        long changes = IntStream.range(1, POSTS)
                .filter(post -> !categories.get(post).equals(categories.get(post - 1)))
                .count();

        assertThat(categories).first().isEqualTo("art");
        assertThat(categories).last().isEqualTo("vehicles");
        assertThat(changes).isEqualTo(12);
        assertThat(pins())
                .allMatch(pin -> pin.get("save_location").equals("Local save in /data/" + pin.get("category")));
    }

    @ParameterizedTest
    @CsvSource({
        "title, an emoji outside the BMP, '.*[\\x{10000}-\\x{10FFFF}].*'",
        "title, a no-break space, '.*\\x{A0}.*'",
        "title, quotes, '\".*\"'",
        "title, a new line, '.*\\n.*'",
        "title, a trailing blank, '.* '",
        "title, Cyrillic, '.*[а-я].*'",
        "title, a backslash, '.*\\\\.*'",
        "title, no text at all, ''",
        "description, an ellipsis and a no-break space at its end, '.*…\\x{A0}'",
        "poster_name, a trailing blank, '.* '"
    })
    void textsHoldWhatPeopleWrite(String column, String what, String form) {
        assertThat(pins().map(pin -> text(pin, column))).as(what).anyMatch(text -> text.matches("(?s)" + form));
    }

    @Test
    void noTextHoldsHalfACharacter() {
        assertThat(pins()).allMatch(pin -> StandardCharsets.UTF_8.newEncoder().canEncode(JsonLine.of(pin)));
    }

    @Test
    void thereAreAboutHalfAsManyPeopleAsPosts() {
        Map<String, Long> posts = INVENTED.of(SourceTable.USER)
                .collect(Collectors.groupingBy(InventedPostsTest::person, Collectors.counting()));
        long names = INVENTED.of(SourceTable.USER)
                .map(user -> user.get("first_name") + " " + user.get("last_name"))
                .distinct()
                .count();

        assertThat(posts.size()).isBetween(POSTS * 43 / 100, POSTS * 52 / 100);
        assertThat(posts.values().stream().max(Comparator.naturalOrder()).orElseThrow())
                .isBetween(300L, 600L);
        assertThat(names).isBetween(posts.size() * 85L / 100, posts.size() * 98L / 100);
    }

    @Test
    void agesAndDatesLieInTheRangesOfTheRealTables() {
        assertThat(INVENTED.of(SourceTable.USER))
                .allMatch(user -> (int) user.get("age") >= 20 && (int) user.get("age") <= 60);
        assertThat(INVENTED.of(SourceTable.USER).map(user -> text(user, "date_joined")))
                .allMatch(joined -> joined.compareTo("2015-10-21") > 0 && joined.compareTo("2017-10-21") < 0);
        assertThat(INVENTED.of(SourceTable.GEO).map(geo -> text(geo, "timestamp")))
                .allMatch(posted -> posted.compareTo("2017-10-19") > 0 && posted.compareTo("2022-10-20") < 0);
    }

    @Test
    void coordinatesAreThoseThatAFloatColumnShows() {
        assertThat(INVENTED.of(SourceTable.GEO)).allMatch(geo -> {
            double latitude = (double) geo.get("latitude");
            double longitude = (double) geo.get("longitude");
            return Math.abs(latitude) <= 90
                    && Math.abs(longitude) <= 180
                    && Double.toString(latitude).equals(Float.toString((float) latitude))
                    && Double.toString(longitude).equals(Float.toString((float) longitude));
        });
    }

    @Test
    void countriesAreManyAndSomeHaveDifficultNames() {
        List<String> countries = INVENTED.of(SourceTable.GEO)
                .map(geo -> text(geo, "country"))
                .distinct()
                .toList();

        assertThat(countries)
                .contains("Cote d'Ivoire", "Bouvet Island (Bouvetoya)")
                .hasSize(243);
    }

    @Test
    void aPostOutsideTheCountIsRejected() {
        assertThatThrownBy(() -> INVENTED.geo(POSTS)).hasMessage("Cannot invent post 20000: there are 20000, from 0.");
        assertThatThrownBy(() -> new InventedPosts(1, 0)).hasMessageContaining("at least 1 is needed");
    }

    private static Stream<Map<String, Object>> pins() {
        return PINS.stream();
    }

    private static double share(Predicate<Map<String, Object>> which) {
        return pins().filter(which).count() / (double) POSTS;
    }

    private static String text(Map<String, Object> row, String column) {
        return (String) row.get(column);
    }

    private static String person(Map<String, Object> user) {
        return user.entrySet().stream().skip(1).map(Object::toString).collect(Collectors.joining("|"));
    }

    private static List<String> lines(SourceTable table, int rows) {
        return INVENTED.of(table).limit(rows).map(JsonLine::of).toList();
    }

    private static String sha256(Stream<Map<String, Object>> rows) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            rows.forEach(row -> digest.update((JsonLine.of(row) + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException error) {
            throw new IllegalStateException(error);
        }
    }
}
