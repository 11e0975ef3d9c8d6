package pinpipe.tables;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may never import whom, and why. */
@AnalyzeClasses(
        packages = {"pinpipe.cleaning", "pinpipe.tables"},
        importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("src/test/java"));
    private static final int MOST_FILES = 25;
    private static final int MOST_LINES = 250;

    /** ArchUnit's own option knows only the usual place of test classes, and ours lie one folder deeper. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    @ArchTest
    static final ArchRule CLEANING_IS_PLAIN_JAVA = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", "com.fasterxml.jackson.core..", "pinpipe.cleaning..", "pinpipe.tables"))
            .because("the batch, the stream, the gateway and a Lambda clean with the same code");

    @ArchTest
    static final ArchRule VALUES_AND_JSON_KNOW_NOTHING_OF_TABLES = noClasses()
            .that()
            .resideInAnyPackage("pinpipe.cleaning.values", "pinpipe.cleaning.json")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("pinpipe.cleaning", "pinpipe.tables")
            .because("how a value is read does not depend on where it stands");

    @ArchTest
    static final ArchRule CLEANING_KNOWS_NO_TABLE = noClasses()
            .that()
            .resideInAPackage("pinpipe.cleaning..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("pinpipe.tables")
            .because("a table of another jar is cleaned like pinpipe's own");

    @ArchTest
    static final ArchRule CLEANING_KNOWS_NO_CLOCK_FILE_OR_NETWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .because("what a line becomes depends on its bytes alone");

    @Test
    void noPackageHasMoreFilesThanAReaderCanKnow() throws IOException {
        Map<Path, Long> files =
                sources().stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

        assertThat(files).allSatisfy((folder, count) -> assertThat(count).isLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void noFileIsTooLong() throws IOException {
        for (Path source : sources()) {
            assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> main = Files.walk(SOURCES.get(0));
                Stream<Path> test = Files.walk(SOURCES.get(1))) {
            return Stream.concat(main, test)
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList();
        }
    }
}
