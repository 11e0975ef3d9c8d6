package pinpipe.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class AnswersAsTextTest {
    private static final Question ANY = Question.ALL.get(0);
    private static final StructType COLUMNS =
            StructType.fromDDL("country STRING, follower_count BIGINT, median DOUBLE");

    @Test
    void csvQuotesOnlyWhatNeedsIt() {
        String csv = Csv.of(answer(
                RowFactory.create("Cote d'Ivoire", 1L, 2.5),
                RowFactory.create("Korea, \"the\"", 2L, 3.0),
                RowFactory.create("two\nlines", 3L, 1.5E10),
                RowFactory.create("🎄 Ёлка", null, null),
                RowFactory.create("", 0L, 0.0),
                RowFactory.create(null, -1L, 1.0E-5)));

        assertThat(csv).isEqualTo("""
                        country,follower_count,median
                        Cote d'Ivoire,1,2.5
                        "Korea, ""the""\",2,3
                        "two\\nlines",3,15000000000
                        🎄 Ёлка,,
                        "",0,0
                        ,-1,0.00001
                        """.replace("\n", "\r\n").replace("\\n", "\n"));
    }

    @Test
    void jsonIsOneArrayWithAnObjectALine() {
        String json = Json.of(answer(
                RowFactory.create("Korea, \"the\"", 2L, 4250.5),
                RowFactory.create("two\nlines 🎄", null, null),
                RowFactory.create(null, 3L, 1.5E10)));

        assertThat(json).isEqualTo("""
                        [
                        {"country":"Korea, \\"the\\"","follower_count":2,"median":4250.5},
                        {"country":"two\\nlines 🎄","follower_count":null,"median":null},
                        {"country":null,"follower_count":3,"median":15000000000}
                        ]
                        """);
    }

    @Test
    void anEmptyAnswerIsAHeaderOrAnEmptyArray() {
        assertThat(Csv.of(answer())).isEqualTo("country,follower_count,median\r\n");
        assertThat(Json.of(answer())).isEqualTo("[\n]\n");
        assertThat(answer().table(20)).asString().isEqualTo("""
                        country  follower_count  median
                        -------  --------------  ------
                        """);
    }

    @Test
    void theTableIsAlignedWhateverTheScript() {
        String table = answer(
                        RowFactory.create("日本", 9L, 2.5),
                        RowFactory.create("Curac\u0327ao 🎄", 12345678901234567L, 100.0),
                        RowFactory.create(null, null, null))
                .table(20)
                .toString();

        assertThat(table).isEqualTo("""
                        country        follower_count  median
                        ----------  -----------------  ------
                        日本                        9     2.5
                        Curac\u0327ao 🎄  12345678901234567     100
                        null                     null    null
                        """);
    }

    @Test
    void aTextIsCutOnlyPast40CellsAndCannotMoveTheCursor() {
        String table = answer(
                        RowFactory.create("x".repeat(40), 1L, 1.0),
                        RowFactory.create("日".repeat(21), 1L, 1.0),
                        RowFactory.create("\u001b[2Jtwo\nlines", 1L, 1.0))
                .table(20)
                .toString();

        assertThat(table)
                .contains("x".repeat(40) + "  ")
                .contains("日".repeat(19) + "…   ")
                .contains(" [2Jtwo lines ");
    }

    @Test
    void noMoreRowsAreShownThanAsked() {
        assertThat(answer(RowFactory.create("a", 1L, 1.0), RowFactory.create("b", 1L, 1.0))
                        .table(1)
                        .toString()
                        .lines())
                .hasSize(3);
    }

    private static Answer answer(Row... rows) {
        return new Answer(ANY, COLUMNS, List.of(rows));
    }
}
