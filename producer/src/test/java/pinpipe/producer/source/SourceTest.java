package pinpipe.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;
import pinpipe.producer.scene.PostTables;
import pinpipe.producer.scene.Servers;
import pinpipe.stack.Database;

@ExtendWith(Servers.class)
class SourceTest {
    private static final PostTable TRIED = new PostTable("tri`ed", "tried");

    private final Database database;
    private final PostTables tables;

    SourceTest(Database database) {
        this.database = database;
        this.tables = new PostTables(database);
    }

    @Test
    void noRowIsLostWhereTheFirstColumnRepeatsAndNoIndexIsThere() throws SQLException {
        make("k INT, n INT");
        tables.run("INSERT INTO `tri``ed` SELECT seq DIV 1000, seq FROM seq_1_to_5000 ORDER BY seq * 7919 % 5003");

        List<Row> rows = all();

        assertThat(rows).extracting(Row::json).hasSize(5000).doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> Integer.valueOf(row.key())).isSorted();
    }

    @Test
    void theDeclaredKeyIsTakenBeforeTheFirstColumn() throws SQLException {
        make("name VARCHAR(9), `index` INT PRIMARY KEY");
        tables.run("INSERT INTO `tri``ed` VALUES ('b', 1), ('a', 2)");

        assertThat(all())
                .containsExactly(
                        new Row(TRIED, "1", "{\"name\":\"b\",\"index\":1}"),
                        new Row(TRIED, "2", "{\"name\":\"a\",\"index\":2}"));
    }

    @Test
    void aRowWithoutAKeyIsSentAllTheSame() throws SQLException {
        make("k INT, n INT");
        tables.run("INSERT INTO `tri``ed` VALUES (1, 1), (NULL, 2)");

        assertThat(all()).extracting(Row::key).containsExactly(null, "1");
    }

    @Test
    void aTableThatGivesNoOrderIsRefused() throws SQLException {
        make("picture BLOB, n INT");

        assertThat(refusal())
                .isEqualTo(
                        "Cannot produce tri`ed: it needs a column to order its rows by, and picture (BLOB) gives no order."
                                + " Declare a primary key of a number or text.");
    }

    @Test
    void aKeyOfSeveralColumnsOrdersByAllAndTravelsAsAList() throws SQLException {
        make("a INT, b VARCHAR(9), PRIMARY KEY (b, a)");
        tables.run("INSERT INTO `tri``ed` VALUES (2, 'x'), (1, 'y'), (1, 'x')");

        assertThat(all()).extracting(Row::key).containsExactly("[\"x\",\"1\"]", "[\"x\",\"2\"]", "[\"y\",\"1\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a BIGINT UNSIGNED, b INT, PRIMARY KEY (b, a)|18446744073709551610 + seq % 5, seq",
                "a VARCHAR(9) CHARACTER SET latin1 PRIMARY KEY|CONCAT('\u00fc', seq)",
                "a VARCHAR(9) CHARACTER SET latin1|IF(seq % 3, IF(seq % 2, 'a', 'A'), NULL)",
                "a DECIMAL(20,2), b INT|seq DIV 3 + 0.5, seq",
                "a DATETIME(3) PRIMARY KEY|'2020-01-01 00:00:00.5' + INTERVAL seq SECOND",
                "a INT(5) ZEROFILL|seq DIV 2",
                "a VARCHAR(9), b CHAR(3), PRIMARY KEY (a, b)|CONCAT('\ud83c\udfdd', seq DIV 4), seq % 4"
            })
    void anyTableCanBeTakenUpAfterAnyPlaceAndItsKeysAreCountedAlike(String columnsAndValues) throws SQLException {
        String[] parts = columnsAndValues.split("\\|");
        make(parts[0]);
        tables.run("INSERT INTO `tri``ed` SELECT " + parts[1] + " FROM seq_1_to_12");

        try (Source source = open()) {
            SourceTable table = source.tables().get(0);
            List<Place> places = new ArrayList<>();
            table.each(Range.ALL, () -> false, (row, place) -> places.add(place));
            for (int i = 0; i < places.size(); i++) {
                Place at = places.get(i);
                int last = places.lastIndexOf(at) + 1;
                if (at.isKnown()) {
                    assertThat(table.summary(new Range(null, at))).isEqualTo(summary(places.subList(0, last)));
                    assertThat(table.summary(Range.after(at))).isEqualTo(summary(places.subList(last, places.size())));
                    List<Place> rest = new ArrayList<>();
                    table.each(Range.after(at), () -> false, (row, place) -> rest.add(place));
                    assertThat(rest).isEqualTo(places.subList(last, places.size()));
                }
            }
        }
    }

    @Test
    void onlyTheWantedColumnsAndRowsAreRead() throws SQLException {
        make("id INT PRIMARY KEY, `od``d` VARCHAR(20), n INT");
        tables.run("INSERT INTO `tri``ed` VALUES (1, 'it''s', 5), (2, 'x', NULL), (3, 'y', 7)");

        assertThat(read(List.of("n", "id"), "n >= 5", "id<3")).containsExactly("{\"n\":5,\"id\":1}");
        assertThat(read(List.of("n"), "`od``d` = 'it''s'")).containsExactly("{\"n\":5}");
        assertThat(read(List.of("n", "N"), "id = 1")).containsExactly("{\"n\":5}");
        assertThat(read(List.of("id"), "n IS NULL")).containsExactly("{\"id\":2}");
        assertThat(read(List.of("id"), "id != 2", "n is not null")).hasSize(2);
        assertThat(read(List.of("id"), "n LIKE '%7'")).containsExactly("{\"id\":3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 1 OR 1 = 1",
                "id = 1; DROP TABLE x",
                "id = (SELECT 1)",
                "id = '1' -- ",
                "id = '1' OR '1' = '1'",
                "1 = 1",
                "id",
                "SLEEP(9)",
                "id = 0x31 /**/",
                "id = `n`"
            })
    void aConditionThatIsMoreThanOneIsRefused(String written) {
        assertThat(new Selection(List.of(), List.of(written)).problems()).hasSize(1);
    }

    @Test
    void whatLooksLikeSqlInAValueIsAValue() throws SQLException {
        make("id INT PRIMARY KEY, name VARCHAR(40)");
        String hostile = "x\\' OR 1=1 -- ' ; DROP TABLE y";
        tables.run("INSERT INTO `tri``ed` VALUES (1, 'x'), (2, '"
                + hostile.replace("\\", "\\\\").replace("'", "''") + "')");

        assertThat(read(List.of("id"), "name = '" + hostile.replace("'", "''") + "'"))
                .containsExactly("{\"id\":2}");
        assertThatThrownBy(() -> read(List.of("none")))
                .hasMessageContaining("it has no column 'none', which --columns");
        assertThatThrownBy(() -> read(List.of(), "id = abc"))
                .hasMessageContaining(
                        "its column id holds numbers, and --where compares it with 'abc'. Give a number.");
    }

    @Test
    void onlyWholeNumbersCanBeDrawn() throws SQLException {
        make("name VARCHAR(9)");

        try (Source source = open()) {
            SourceTable table = source.tables().get(0);
            assertThatThrownBy(table::numbers)
                    .hasMessageContaining("its key name is not a whole number. Use --mode snapshot.");
        }
    }

    @Test
    void aServerWhoseCertificateNobodyKnowsIsRefusedWhereItMustBeKnown() {
        assertThatThrownBy(() -> open(Tls.VERIFY, Selection.ALL).close())
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot produce from pinterest at ");
    }

    @Test
    void aStopInTheMiddleOfATableReadsNoMore() throws SQLException {
        make("k INT");
        tables.run("INSERT INTO `tri``ed` SELECT seq FROM seq_1_to_100000");

        try (Source source = open()) {
            List<Row> rows = new ArrayList<>();
            source.tables().get(0).each(Range.ALL, () -> rows.size() == 10, (row, place) -> rows.add(row));
            assertThat(rows).hasSize(10);
        }
    }

    private List<String> read(List<String> columns, String... where) {
        try (Source source = open(new Selection(columns, List.of(where)))) {
            List<String> rows = new ArrayList<>();
            source.tables().get(0).each(Range.ALL, () -> false, (row, place) -> rows.add(row.json()));
            return rows;
        }
    }

    private static Summary summary(List<Place> places) {
        return places.stream().map(place -> new Summary(1, place.checksum())).reduce(Summary.NONE, Summary::plus);
    }

    private void make(String columns) throws SQLException {
        tables.run("DROP TABLE IF EXISTS `tri``ed`", "CREATE TABLE `tri``ed` (" + columns + ")");
    }

    private List<Row> all() {
        try (Source source = open()) {
            List<Row> rows = new ArrayList<>();
            source.tables().get(0).each(Range.ALL, () -> false, (row, place) -> rows.add(row));
            assertThat(source.tables().get(0).summary(Range.ALL).rows()).isEqualTo(rows.size());
            return rows;
        }
    }

    private String refusal() {
        Failure failure = catchThrowableOfType(Failure.class, () -> open().close());
        assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        return failure.getMessage();
    }

    private Source open() {
        return open(Selection.ALL);
    }

    private Source open(Selection selection) {
        return open(Tls.PREFERRED, selection);
    }

    private Source open(Tls tls, Selection selection) {
        Credentials credentials = new Credentials(
                database.host(), database.port(), database.user(), database.password(), database.name());
        return Source.open(credentials, tls, List.of(TRIED), selection);
    }
}
