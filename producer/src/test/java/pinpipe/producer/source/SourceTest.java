package pinpipe.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
    void aKeyOfSeveralColumnsIsRefused() throws SQLException {
        make("a INT, b INT, PRIMARY KEY (b, a)");

        assertThat(refusal()).startsWith("Cannot produce tri`ed: its primary key has several columns (a, b)");
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
    void valuesAreWrittenAsTheServerShowsThem() throws SQLException {
        make("k BIGINT UNSIGNED, tiny TINYINT(1), filled INT(4) ZEROFILL, price DECIMAL(9,2), f FLOAT, d DOUBLE, "
                + "at DATETIME(3), day DATE, y YEAR, raw VARBINARY(9), flag BIT(1), text TEXT");
        tables.run(
                "INSERT INTO `tri``ed` VALUES (18446744073709551615, 1, 7, 12.50, 17.5632, 0.1, '2020-03-08 02:30:00.25',"
                        + " '2020-08-28', 2020, x'00ff', b'1', 'a\\\"\\\\ \\n\u2028/🏝 \u00a0')",
                "INSERT INTO `tri``ed` (k) VALUES (0)");

        assertThat(all())
                .extracting(Row::json)
                .containsExactly(
                        "{\"k\":0,\"tiny\":null,\"filled\":null,\"price\":null,\"f\":null,\"d\":null,\"at\":null,"
                                + "\"day\":null,\"y\":null,\"raw\":null,\"flag\":null,\"text\":null}",
                        "{\"k\":18446744073709551615,\"tiny\":1,\"filled\":7,\"price\":12.50,\"f\":17.5632,\"d\":0.1,"
                                + "\"at\":\"2020-03-08T02:30:00.250\",\"day\":\"2020-08-28\",\"y\":2020,\"raw\":\"AP8=\","
                                + "\"flag\":1,\"text\":\"a\\\"\\\\ \\n\u2028/🏝 \u00a0\"}");
    }

    @Test
    void aStopInTheMiddleOfATableReadsNoMore() throws SQLException {
        make("k INT");
        tables.run("INSERT INTO `tri``ed` SELECT seq FROM seq_1_to_100000");

        try (Source source = open()) {
            List<Row> rows = new ArrayList<>();
            source.tables().get(0).each(() -> rows.size() == 10, rows::add);
            assertThat(rows).hasSize(10);
        }
    }

    private void make(String columns) throws SQLException {
        tables.run("DROP TABLE IF EXISTS `tri``ed`", "CREATE TABLE `tri``ed` (" + columns + ")");
    }

    private List<Row> all() {
        try (Source source = open()) {
            List<Row> rows = new ArrayList<>();
            source.tables().get(0).each(() -> false, rows::add);
            assertThat(source.tables().get(0).count()).isEqualTo(rows.size());
            return rows;
        }
    }

    private String refusal() {
        Failure failure = catchThrowableOfType(Failure.class, () -> open().close());
        assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        return failure.getMessage();
    }

    private Source open() {
        Credentials credentials = new Credentials(
                database.host(), database.port(), database.user(), database.password(), database.name());
        return Source.open(credentials, List.of(TRIED));
    }
}
