package pinpipe.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.queries.TestWarehouse.SPARK;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.etl.io.Store;

class QueryCommandTest {
    private static final String BY_COUNTRY = "most_popular_category_by_country";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyAnswerIsPrintedUnderItsNameAndQuestionAndWritten() throws IOException {
        posts(22).write(warehouse(), "delta");

        assertThat(run()).isEqualTo(Exit.DONE);

        assertThat(err()).isEmpty();
        for (Question question : Question.ALL) {
            assertThat(out()).contains(question.name() + "\n" + question.text() + "\n\n");
            assertThat(output().resolve(question.name() + ".csv")).isNotEmptyFile();
        }
        assertThat(out()).contains("… and 2 more rows in %s/%s.csv\n".formatted(output(), BY_COUNTRY));
        assertThat(names(output())).hasSize(9);
        assertThat(Files.readString(output().resolve(BY_COUNTRY + ".csv")))
                .startsWith("country,category,category_count\r\nCountry 1,art,1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta", "parquet"})
    void tablesMayBeDeltaOrParquet(String kept) throws IOException {
        posts(1).write(warehouse(), kept);

        assertThat(run("--format", "json")).isEqualTo(Exit.DONE);
        assertThat(Files.readString(output().resolve("users_joined_by_year.json")))
                .isEqualTo("[\n{\"join_year\":2016,\"number_users_joined\":1}\n]\n");
    }

    @Test
    void aRerunReplacesWhatWasThere() throws IOException {
        posts(1).write(warehouse(), "parquet");
        Path answer = output().resolve("users_joined_by_year.csv");
        run();
        String first = Files.readString(answer);
        Files.writeString(answer, "what an older run wrote, and longer than the answer".repeat(9));

        assertThat(run()).isEqualTo(Exit.DONE);
        assertThat(Files.readString(answer)).isEqualTo(first);
        assertThat(names(output())).hasSize(9);
    }

    @Test
    void answersMayBeTablesAndChangeTheirFormat() throws IOException {
        Answer answer = new Answer(
                Question.ALL.get(0),
                StructType.fromDDL("country STRING, category_count BIGINT"),
                List.of(RowFactory.create("Chad", 7L)));
        for (Format format : List.of(Format.PARQUET, Format.DELTA, Format.DELTA, Format.PARQUET)) {
            new Answers(SPARK, Store.at(SPARK, output().toString()), format).write(answer);

            assertThat(SPARK.read()
                            .format(format.toString())
                            .load(output() + "/" + BY_COUNTRY)
                            .collectAsList())
                    .extracting(row -> row.mkString("|"))
                    .containsExactly("Chad|7");
        }
        assertThat(names(output())).containsExactly(BY_COUNTRY);
    }

    @Test
    void theTablesThatAreMissingAreNamedWithTheRemedy() throws IOException {
        posts(1).write("geo", warehouse(), "parquet");
        Files.createDirectories(warehouse().resolve("user"));

        assertThat(run()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).isEqualTo("""
                        Cannot answer the questions: %1$s has no table pin, user. Make them with \
                        `./pinpipe clean pin --landing … --prefix … --warehouse %1$s` and \
                        `./pinpipe clean user --landing … --prefix … --warehouse %1$s`.
                        """.formatted(warehouse()));
        assertThat(output()).doesNotExist();
    }

    @Test
    void aTableThatWasBegunButNeverCommittedIsMissing() throws IOException {
        posts(1).write(warehouse(), "parquet");
        Files.createDirectories(warehouse().resolve("user/_delta_log"));

        assertThat(run()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains(" has no table user. Make it with `./pinpipe clean user ");
    }

    @Test
    void aWarehouseThatIsMissingIsSaid() {
        assertThat(run()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).isEqualTo("""
                        Cannot answer the questions: there is no warehouse at %1$s. Check the URI, or make the tables with \
                        `./pinpipe clean all --landing … --prefix … --warehouse %1$s`.
                        """.formatted(warehouse()));
    }

    @Test
    void aTableOfSomethingElseIsRefused() {
        posts(1).write(warehouse(), "parquet");
        SPARK.sql("SELECT 1L AS ind, 'Bob Lee' AS user_name")
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(warehouse() + "/user");

        assertThat(run()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains("/user has no column age, date_joined. Name the warehouse that");
    }

    @Test
    void anOutputThatIsAFileIsRefused() throws IOException {
        posts(1).write(warehouse(), "parquet");
        Files.writeString(output(), "a file");

        assertThat(run()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .isEqualTo("Cannot answer the questions: --output %s is a file, or lies in one. Name a folder.\n"
                        .formatted(output()));
    }

    @ParameterizedTest
    @CsvSource({
        "--post-years, lately, '--post-years', 'lately'' is no range of years such as 2018-2022'",
        "--join-years, 2020-2015, '--join-years', '2020-2015'' ends before it begins'",
        "--format, xml, '--format', 'expected one of [CSV, JSON, PARQUET, DELTA]'"
    })
    void aValueThatIsNoneIsRefused(String option, String value, String named, String said) {
        assertThat(run(option, value)).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains(named).contains(said).hasLineCount(1);
    }

    @Test
    void oneYearIsARangeToo() throws IOException {
        posts(3).write(warehouse(), "parquet");

        assertThat(run("--post-years", "2019", "--join-years", "2016-2016")).isEqualTo(Exit.DONE);
        assertThat(Files.readString(output().resolve("most_popular_category_by_year.csv")))
                .isEqualTo("post_year,category,category_count\r\n");
        assertThat(Files.readString(output().resolve("users_joined_by_year.csv")))
                .isEqualTo("join_year,number_users_joined\r\n2016,3\r\n");
    }

    private static TestWarehouse posts(int count) {
        TestWarehouse given = new TestWarehouse();
        for (int ind = 1; ind <= count; ind++) {
            given.pin(ind, "art", "Ann", 5L);
            given.geo(ind, "Country " + ind, "2020-05-05T00:00:00");
            given.user(ind, "Bob Lee", 18 + ind, "2016-05-05T00:00:00");
        }
        return given;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Exit run(String... more) {
        String[] args = Stream.concat(
                        Stream.of("--warehouse", warehouse().toString(), "--output", output().toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        return new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(new QueryCommand(out), args);
    }

    private Path warehouse() {
        return folder.resolve("ware house");
    }

    private Path output() {
        return folder.resolve("out put");
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
