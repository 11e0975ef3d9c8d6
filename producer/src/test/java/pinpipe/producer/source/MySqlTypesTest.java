package pinpipe.producer.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;
import pinpipe.producer.scene.PostTables;
import pinpipe.producer.scene.Servers;
import pinpipe.stack.Database;

/** What the rows of a real table are in JSON, on a machine whose zone and digits are not the server's. */
@ExtendWith(Servers.class)
class MySqlTypesTest {
    private static final PostTable TYPED = PostTable.named("typed");
    private static final int DRAWN = 5_000;

    private static TimeZone zone;
    private static Locale locale;

    private final Database database;
    private final PostTables tables;

    MySqlTypesTest(Database database) {
        this.database = database;
        this.tables = new PostTables(database);
    }

    @BeforeAll
    static void useAnotherZoneAndLocale() {
        zone = TimeZone.getDefault();
        locale = Locale.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @AfterAll
    static void useTheUsualZoneAndLocale() {
        TimeZone.setDefault(zone);
        Locale.setDefault(locale);
    }

    static Stream<Arguments> types() {
        return byType().entrySet().stream().map(type -> Arguments.of(type.getKey(), type.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void eachValueIsWrittenExactly(String type, List<TypeCase> cases) throws SQLException {
        make("id INT PRIMARY KEY, v " + type);
        insert(cases.stream().map(TypeCase::literal).toList());

        List<String> expected = new ArrayList<>();
        cases.forEach(each -> expected.add("{\"id\":" + expected.size() + ",\"v\":" + each.json() + "}"));
        assertThat(lines()).isEqualTo(expected);
    }

    @Test
    void allTypesStandInOneRowAndEachMayBeNull() throws SQLException {
        List<TypeCase> firsts =
                byType().values().stream().map(cases -> cases.get(0)).toList();
        make("id INT PRIMARY KEY"
                + each(firsts, i -> ", c" + i + " " + firsts.get(i).type()));
        insert(List.of(
                firsts.stream().map(TypeCase::literal).collect(joining(", ")),
                firsts.stream().map(any -> "NULL").collect(joining(", "))));

        assertThat(lines())
                .containsExactly(
                        "{\"id\":0"
                                + each(
                                        firsts,
                                        i -> ",\"c" + i + "\":" + firsts.get(i).json()) + "}",
                        "{\"id\":1" + each(firsts, i -> ",\"c" + i + "\":null") + "}");
    }

    @Test
    void anyDoubleReadsBackToTheSameBits() throws SQLException {
        List<Double> drawn = new Random(1)
                .longs()
                .mapToObj(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .limit(DRAWN)
                .toList();
        make("id INT PRIMARY KEY, v DOUBLE");
        insert(drawn.stream().map(value -> Double.toString(value)).toList());

        assertThat(values().map(Double::valueOf).toList()).isEqualTo(drawn);
    }

    @Test
    void anyFloatReadsBackToTheSameBits() throws SQLException {
        List<Float> drawn = new Random(2)
                .ints()
                .mapToObj(Float::intBitsToFloat)
                .filter(Float::isFinite)
                .limit(DRAWN)
                .toList();
        make("id INT PRIMARY KEY, v FLOAT");
        insert(drawn.stream().map(value -> Double.toString(value)).toList());

        assertThat(values().map(Float::valueOf).toList()).isEqualTo(drawn);
    }

    @Test
    void floatsThatDifferHaveDifferentKeys() throws SQLException {
        make("v FLOAT PRIMARY KEY");
        tables.run("INSERT INTO typed VALUES (16777215), (16777216), (17.5632)");

        assertThat(rows())
                .containsExactly(
                        new Row(TYPED, "17.563199996948242", "{\"v\":17.5632}"),
                        new Row(TYPED, "16777215", "{\"v\":16777215.0}"),
                        new Row(TYPED, "16777216", "{\"v\":16777216.0}"));
    }

    @Test
    void aTimestampIsInUtcWhateverTheZoneOfItsWriter() throws SQLException {
        make("id INT PRIMARY KEY, v TIMESTAMP");
        tables.run("SET SESSION time_zone = '+02:00'", "INSERT INTO typed VALUES (0, '2020-06-01 12:00:00')");

        assertThat(lines()).containsExactly("{\"id\":0,\"v\":\"2020-06-01T10:00:00\"}");
    }

    @Test
    void aColumnThatIsAlteredMeanwhileIsWrittenAsItIsNow() throws SQLException {
        make("id INT PRIMARY KEY, v FLOAT");
        try (Source source = open()) {
            SourceTable table = source.tables().get(0);
            tables.run("ALTER TABLE typed MODIFY v DOUBLE", "INSERT INTO typed VALUES (0, 0.1)");
            assertThat(lines(table)).containsExactly("{\"id\":0,\"v\":0.1}");
            tables.run("ALTER TABLE typed MODIFY v TEXT", "INSERT INTO typed VALUES (1, '1 🏝')");
            assertThat(lines(table)).containsExactly("{\"id\":0,\"v\":\"0.1\"}", "{\"id\":1,\"v\":\"1 🏝\"}");
        }
    }

    private static Map<String, List<TypeCase>> byType() {
        return TypeCases.all().stream().collect(groupingBy(TypeCase::type, LinkedHashMap::new, toList()));
    }

    private static String each(List<TypeCase> cases, IntFunction<String> text) {
        return IntStream.range(0, cases.size()).mapToObj(text).collect(joining());
    }

    private void make(String columns) throws SQLException {
        tables.run("DROP TABLE IF EXISTS typed", "CREATE TABLE typed (" + columns + ")");
    }

    /** Numbers the rows from 0. An empty sql_mode permits dates of zeros. */
    private void insert(List<String> literals) throws SQLException {
        String rows = IntStream.range(0, literals.size())
                .mapToObj(i -> "(" + i + ", " + literals.get(i) + ")")
                .collect(joining(", "));
        tables.run("SET SESSION sql_mode = ''", "INSERT INTO typed VALUES " + rows);
    }

    private Stream<String> values() {
        return lines().stream()
                .map(line -> line.substring(line.indexOf("\"v\":") + "\"v\":".length(), line.length() - 1));
    }

    private List<String> lines() {
        try (Source source = open()) {
            return lines(source.tables().get(0));
        }
    }

    private static List<String> lines(SourceTable table) {
        return rows(table).stream().map(MySqlTypesTest::text).toList();
    }

    private List<Row> rows() {
        try (Source source = open()) {
            return rows(source.tables().get(0));
        }
    }

    private static List<Row> rows(SourceTable table) {
        List<Row> rows = new ArrayList<>();
        table.each(Range.ALL, () -> false, (row, place) -> rows.add(row));
        return rows;
    }

    /** Fails if the row is not UTF-8. */
    private static String text(Row row) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(row.valueBytes())).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("the row with the key " + row.key() + " is not UTF-8", e);
        }
    }

    private Source open() {
        Credentials credentials = new Credentials(
                database.host(), database.port(), database.user(), database.password(), database.name());
        return Source.open(credentials, Tls.PREFERRED, List.of(TYPED), Selection.ALL);
    }
}
