package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.GeoTable.GEO;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;

/** What somebody sees who takes the quarantine in hand. */
class QuarantineTest {
    private static final String OLD =
            "{\"ind\":3,\"first_name\":\"Nana\",\"age\":\"old\",\"date_joined\":\"yesterday\"}";

    @TempDir
    static Path folder;

    @BeforeAll
    static void rejectSome() {
        Warehouse warehouse = new Warehouse(folder.resolve("warehouse"));
        Fixture user = new Fixture("user");
        Path landing = user.land(folder.resolve("landing"), 7, List.of("Nana Fairby", OLD), 2);
        warehouse.clean(USER, landing);
        user.land(landing, 9, List.of("{cut"), 1);
        warehouse.clean(USER, landing);
        Fixture geo = new Fixture("geo");
        geo.land(landing, 0, List.of("{\"ind\":1,\"timestamp\":\"2020-01-01T00:00:00\",\"country\":\"Chad\"}"), 1);
        warehouse.clean(GEO, landing);
    }

    @Test
    void linesAreCountedByTableRunAndReason() {
        List<JsonNode> counts = rows(list("--format", "jsonl"));

        assertThat(counts)
                .extracting(row -> "%s %d %s %d"
                        .formatted(
                                row.get("table").asText(),
                                row.get("run").asInt(),
                                row.get("reason").asText(),
                                row.get("lines").asInt()))
                .containsExactly(
                        "user 1 age_not_whole 1",
                        "user 1 date_joined_unreadable 1",
                        "user 1 not_json 1",
                        "user 2 not_json 1");
        assertThat(counts.get(3).get("when").asText()).startsWith("20");
        assertThat(counts.get(2).at("/oldest/offset").asInt()).isEqualTo(7);
        assertThat(counts.get(0).at("/newest/offset").asInt()).isEqualTo(8);
    }

    @Test
    void whereNothingWasRejectedItSaysSo() {
        assertThat(list("--table", "geo").out()).isEqualTo("Nothing is in quarantine.\n");
        assertThat(show("geo").out()).isEqualTo("Nothing of geo is in quarantine.\n");
        assertThat(show("geo", "--format", "jsonl").out()).isEmpty();
    }

    @Test
    void aLineIsShownWholeWithItsPlaceAndAllReasons() {
        Call shown = show("user", "--run", "1");

        assertThat(shown.lines()).hasSize(5).last().isEqualTo("2 rows");
        assertThat(shown.lines().get(3))
                .endsWith("  " + OLD)
                .contains("[\"age_not_whole\",\"date_joined_unreadable\"]".substring(0, 39));
        assertThat(rows(show("user", "--reason", "not_json", "--format", "jsonl")))
                .extracting(row -> row.get("raw").asText())
                .containsExactly("Nana Fairby", "{cut");
        assertThat(show("user", "--limit", "1", "--format", "csv").lines())
                .hasSize(2)
                .last()
                .asString()
                .endsWith(",Nana Fairby");
    }

    @Test
    void aMaskHidesWhatLinesSay() {
        Call shown = show("user", "--mask", "--format", "jsonl");

        assertThat(shown.out()).doesNotContain("Nana", "yesterday", "cut");
        assertThat(rows(shown))
                .extracting(row -> row.get("raw").asText())
                .containsExactly(
                        "<11 characters>",
                        "{\"ind\":\"<whole number>\",\"first_name\":\"<text of 4>\",\"age\":\"<text of 3>\",\"date_joined\":\"<text of 9>\"}",
                        "<4 characters>");
    }

    @Test
    void whatIsNotThereIsAskedWronglyAndWhatIsThereIsNamed() {
        Call reason = show("user", "--reason", "no_json");
        assertThat(reason.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(reason.err())
                .isEqualTo(
                        "Cannot show the quarantine of user: no line there has the reason no_json. There are: age_not_whole, date_joined_unreadable, not_json.\n");

        Call table = show("users");
        assertThat(table.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(table.err()).endsWith("There are: geo, user.\n").hasLineCount(1);

        Call numbers = show("user", "--limit", "0", "--run", "0");
        assertThat(numbers.err()).contains("--limit must be at least 1, was 0; --run must be at least 1, was 0");
    }

    private static List<JsonNode> rows(Call call) {
        return call.lines().stream().map(Fixture::node).toList();
    }

    private static Call list(String... more) {
        return Call.of(ListQuarantine::new, with(more));
    }

    private static Call show(String... more) {
        return Call.of(ShowQuarantine::new, with(more));
    }

    private static String[] with(String... more) {
        return Stream.concat(
                        Stream.of("--warehouse", folder.resolve("warehouse").toString()), Stream.of(more))
                .toArray(String[]::new);
    }
}
