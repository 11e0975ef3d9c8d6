package pinpipe.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cleaning.Layer;
import pinpipe.tables.TableCatalog;

/** What the documents say of the code is so. */
class DocumentsTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    @ParameterizedTest
    @ValueSource(strings = {"ingest/CommentTable.java", "job/CleanComment.java"})
    void theReadmesFourthTableIsTheOneThatIsTested(String file) throws IOException {
        String code = Files.readString(PROJECT.resolve("etl-jobs/src/test/java/pinpipe/etl/" + file));

        assertThat(Files.readString(PROJECT.resolve("README.md"))).contains("```java\n" + code + "```\n");
    }

    @ParameterizedTest
    @MethodSource("reasonsAndLayers")
    void everyReasonAndEveryLayerIsInTheRunbook(String name) throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve("docs/runbook.md")))
                .as("a row of a table in docs/runbook.md that begins with `%s`", name)
                .anyMatch(line -> line.startsWith("| `%s` |".formatted(name)));
    }

    static Stream<String> reasonsAndLayers() {
        Stream<String> reasons = TableCatalog.all().stream().flatMap(table -> table.reasons().stream());
        return Stream.concat(reasons, Stream.of(Layer.values()).map(Layer::label))
                .distinct();
    }

    @Test
    void decisionsAreNumberedWithoutAHole() throws IOException {
        List<String> numbers;
        try (Stream<Path> files = Files.list(PROJECT.resolve("docs/decisions"))) {
            numbers = files.map(file -> file.getFileName().toString().substring(0, 4))
                    .sorted()
                    .toList();
        }

        assertThat(numbers)
                .isEqualTo(Stream.iterate(1, number -> number + 1)
                        .limit(numbers.size())
                        .map("%04d"::formatted)
                        .toList());
    }
}
