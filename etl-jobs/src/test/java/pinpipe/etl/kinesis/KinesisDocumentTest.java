package pinpipe.etl.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The document of the source promises what tests hold, and all of it. */
class KinesisDocumentTest {
    private static final Path DOCUMENT =
            Path.of("").toAbsolutePath().getParent().resolve("docs/kinesis-source.md");

    private static final Pattern TEST_NAME = Pattern.compile("`([a-z]\\w+)`(?=[^|]*\\|$)");

    @Test
    void everyBehaviourIsATestAndEveryTestABehaviour() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String row : behaviours()) {
            List<String> tests = TEST_NAME
                    .matcher(row)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(tests).as(row).isNotEmpty();
            named.addAll(tests);
        }

        Set<String> written = new TreeSet<>();
        Stream.of(
                        ShardReadingTest.class,
                        UserRecordsTest.class,
                        KinesisBatchesTest.class,
                        KinesisSourceTest.class,
                        SourceOptionsTest.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .forEach(method -> written.add(method.getName()));
        assertThat(named).isEqualTo(written);
    }

    @Test
    void everyOptionAndEveryColumnIsInIt() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT);

        assertThat(Stream.concat(SourceOptions.NAMES.stream(), Arrays.stream(RecordRows.SCHEMA.fieldNames())))
                .allSatisfy(name -> assertThat(rows)
                        .anyMatch(row -> row.startsWith("| `") && row.split("\\|")[1].contains("`" + name + "`")));
    }

    private static List<String> behaviours() throws IOException {
        String text = Files.readString(DOCUMENT);
        String table = text.substring(text.indexOf("| | what happens | test |"));
        return table.substring(0, table.indexOf("\n\n")).lines().skip(2).toList();
    }
}
