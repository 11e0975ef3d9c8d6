package pinpipe.etl.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import pinpipe.cleaning.Table;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.run.Report;
import pinpipe.tables.TableCatalog;

/** What lands becomes exactly the clean rows and the rejected lines that the fixtures, written by hand, say. */
class GoldenTableTest {
    static final List<Arguments> TABLES = TableCatalog.all().stream()
            .flatMap(table -> Arrays.stream(Landing.Reading.values()).map(reading -> arguments(table, reading)))
            .toList();

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("TABLES")
    void everyFormHasTheOutcomeThatTheContractSays(Table table, Landing.Reading reading) {
        Fixture fixture = new Fixture(table.name());
        Warehouse warehouse = new Warehouse(folder.resolve("w"));

        Path landing = fixture.land(folder.resolve("l"), 0, fixture.landed(), 10_000);
        Report report =
                warehouse.clean(table, landing, reading, Duration.ZERO, false).get(0);

        compare(warehouse.rows(table.name()), fixture.clean());
        compareRejected(warehouse.quarantine(table.name()).collectAsList(), fixture.rejected());
        assertThat(report.counts().lines()).isEqualTo(fixture.landed().size());
        assertThat(report.outcomes().inserted()).isEqualTo(fixture.clean().size());
        assertThat(report.outcomes().rejected())
                .isEqualTo(fixture.rejected().stream()
                        .mapToLong(line -> line.get("records").asLong())
                        .sum());
    }

    private static void compare(List<JsonNode> rows, List<JsonNode> golden) {
        IntStream.range(0, Math.min(rows.size(), golden.size()))
                .forEach(i -> assertThat(rows.get(i)).isEqualTo(golden.get(i)));
        assertThat(rows).hasSameSizeAs(golden);
        Stream.of(rows.get(0), golden.get(0))
                .forEach(row -> assertThat(row.fieldNames()).toIterable().containsExactlyElementsOf(() -> golden.get(0)
                        .fieldNames()));
    }

    private static void compareRejected(List<Row> lines, List<JsonNode> golden) {
        assertThat(lines.stream().map(GoldenTableTest::asGolden).toList())
                .containsExactlyElementsOf(
                        golden.stream().map(line -> line.toString()).toList());
    }

    private static String asGolden(Row line) {
        var node = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        node.put("offset", line.<Long>getAs("offset"));
        node.put("records", line.<Integer>getAs("records"));
        var reasons = node.putArray("reasons");
        List<String> said = line.getList(line.fieldIndex("reasons"));
        said.forEach(reasons::add);
        node.put("raw", line.<String>getAs("raw"));
        return node.toString();
    }
}
