package pinpipe.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import pinpipe.cleaning.Table;

/** What lands becomes exactly the clean rows and the rejected lines that the golden files, written by hand, say. */
class GoldenTableTest {
    static final List<Table> TABLES = new PinpipeTables().tables();

    @ParameterizedTest
    @FieldSource("TABLES")
    void everyFormHasTheOutcomeThatTheContractSays(Table table) {
        GoldenFiles golden = new GoldenFiles(table);

        CleanedRows cleaned = CleanedRows.of(table, golden.landed());

        assertSame(
                cleaned.rejected().stream().map(JsonNode::toString),
                golden.rejected().stream().map(JsonNode::toString));
        assertSame(
                cleaned.rows().stream().map(JsonNode::toString),
                golden.clean().stream().map(GoldenTableTest::withPlaceOnly));
        assertThat(cleaned.counts().lines()).isEqualTo(golden.landed().size());
    }

    /** Names only the lines that differ; whole, the lists are too long to be read. */
    private static void assertSame(Stream<String> actual, Stream<String> golden) {
        List<String> found = actual.toList();
        List<String> meant = golden.toList();
        List<String> unexpected = new ArrayList<>(found);
        unexpected.removeAll(meant);
        List<String> missing = new ArrayList<>(meant);
        missing.removeAll(found);
        assertThat(unexpected).as("lines that are not golden").isEmpty();
        assertThat(missing).as("golden lines that are missing").isEmpty();
        assertThat(found.equals(meant)).as("the same order").isTrue();
    }

    private static String withPlaceOnly(JsonNode row) {
        ObjectNode copy = row.deepCopy();
        ((ObjectNode) copy.get("_lineage")).retain("offset", "position");
        return copy.toString();
    }
}
