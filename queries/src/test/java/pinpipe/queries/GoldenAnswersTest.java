package pinpipe.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.queries.TestWarehouse.SCHEMAS;
import static pinpipe.queries.TestWarehouse.SPARK;
import static pinpipe.queries.TestWarehouse.USUAL_YEARS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenAnswersTest {
    private static Warehouse tables;

    @BeforeAll
    static void tablesAreThoseOfTheFixtures(@TempDir Path root) throws IOException {
        for (String table : SCHEMAS.keySet()) {
            fixture(table, SCHEMAS.get(table))
                    .write()
                    .format("delta")
                    .save(root.resolve(table).toString());
        }
        tables = Warehouse.open(SPARK, root.toString());
    }

    @AfterAll
    static void tablesAreLetGo() {
        tables.close();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theAnswerIsTheGoldenOne(Question question) throws IOException {
        Answer answer = tables.answer(question, USUAL_YEARS);

        List<Row> golden = fixture(question.name(), answer.schema()).collectAsList();
        assertThat(golden).isNotEmpty();
        assertThat(answer.rows()).containsExactlyElementsOf(golden);
    }

    static List<Question> questions() {
        return Question.ALL;
    }

    private static Dataset<Row> fixture(String name, StructType schema) throws IOException {
        try (InputStream in = Question.class.getResourceAsStream("/queries/" + name + ".jsonl")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return SPARK.read()
                    .schema(schema)
                    .option("mode", "FAILFAST")
                    .json(SPARK.createDataset(lines, Encoders.STRING()).coalesce(1));
        }
    }
}
