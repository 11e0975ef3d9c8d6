package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.DeletionVectors;

/** {@code clean --deletion-vectors}: tables with and without, and the way from the one to the other. */
class DeletionVectorsTest {
    @TempDir
    Path folder;

    private final Fixture users = new Fixture("user");

    @Test
    void aTableIsCreatedWithThemUnlessTheyAreOff() throws IOException {
        users.land(landing(), 0, List.of(user(1, "Ada")), 1);
        Path settings = Files.writeString(folder.resolve("pipeline.yaml"), "deletion-vectors: off\n");

        assertThat(clean("on").exit()).isEqualTo(Exit.DONE);
        assertThat(features("on")).contains(DeletionVectors.FEATURE);
        assertThat(clean("off", "--deletion-vectors", "off").exit()).isEqualTo(Exit.DONE);
        assertThat(features("off")).doesNotContain(DeletionVectors.FEATURE);
        assertThat(clean("file", "--settings", settings.toString()).exit()).isEqualTo(Exit.DONE);
        assertThat(features("file")).doesNotContain(DeletionVectors.FEATURE);
        assertThat(clean("odd", "--deletion-vectors", "maybe").err())
                .contains("--deletion-vectors must be on or off, was 'maybe'");
    }

    /** As the runbook has it for every version of Delta: the folder is moved away and the table is built again. */
    @Test
    void aTableIsBuiltAgainWithoutThem() throws IOException {
        users.land(landing(), 0, List.of(user(1, "Ada"), user(2, "Emre"), "not json"), 1);
        clean("w", "--max-rejected-share", "1");
        users.land(landing(), 3, List.of(user(1, "Ada King")), 1);
        clean("w", "--max-rejected-share", "1");
        List<JsonNode> rows = Warehouse.withoutLineage(new Warehouse(folder.resolve("w")).rows("user"));

        Files.move(folder.resolve("w/user"), folder.resolve("user-with"));
        Call rebuilt = clean("w", "--max-rejected-share", "1", "--rebuild", "--deletion-vectors", "off");

        assertThat(rebuilt.exit()).as(rebuilt.err()).isEqualTo(Exit.DONE);
        assertThat(features("w")).doesNotContain(DeletionVectors.FEATURE);
        assertThat(Warehouse.withoutLineage(new Warehouse(folder.resolve("w")).rows("user")))
                .isEqualTo(rows);
        users.land(landing(), 4, List.of(user(2, "Emre Oak")), 1);
        assertThat(clean("w", "--max-rejected-share", "1").exit()).isEqualTo(Exit.DONE);
        assertThat(new Warehouse(folder.resolve("w")).rows("user"))
                .extracting(row -> row.path("user_name").asText())
                .containsExactly("Ada King", "Emre Oak");
    }

    private Call clean(String warehouse, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--landing",
                landing().toString(),
                "--prefix",
                Fixture.PREFIX,
                "--grace",
                "0s",
                "--warehouse",
                folder.resolve(warehouse).toString()));
        options.addAll(List.of(more));
        return Call.of(out -> new Clean("clean user", USER), options.toArray(String[]::new));
    }

    private List<String> features(String warehouse) {
        return DeltaTable.forPath(
                        LocalSpark.spark(),
                        folder.resolve(warehouse).resolve("user").toString())
                .detail()
                .select("tableFeatures")
                .first()
                .getList(0);
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private static String user(int key, String name) {
        return "{\"ind\":%d,\"first_name\":\"%s\",\"age\":36,\"date_joined\":\"2016-03-01T08:00:00\"}"
                .formatted(key, name);
    }
}
