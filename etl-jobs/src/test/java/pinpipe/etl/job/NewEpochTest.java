package pinpipe.etl.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.HostileStore;
import pinpipe.tables.UserTable;

/** What `clean` does when offsets that were read land again: a second delivery, or a topic that was made again. */
@Tag("once")
class NewEpochTest {
    private static final Instant MIDNIGHT = Instant.parse("2024-01-31T00:00:00Z");

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void aTopicThatWasMadeAgainIsNoticedAndGoesOnAsANewEpoch() throws IOException {
        land("partition=0", 0, 1, row(0, "Old"), row(1, "Old"));
        land("partition=0", 2, 2, row(2, "Old"), "broken");
        assertThat(clean().exit()).isEqualTo(Exit.DONE);

        land("partition=0", 0, 3, row(0, "Old"), row(1, "Old"));
        assertThat(clean().exit()).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/outcomes/unchanged").asInt())
                .as("delivered again")
                .isEqualTo(2);
        assertThat(run(0).at("/source/overlaps/0/to").asInt()).isEqualTo(2);
        assertThat(clean().exit()).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/status").asText()).isEqualTo("nothing_new");
        assertThat(clean("--new-epoch").err())
                .isEqualTo(
                        "Cannot clean user: topic %s goes on as before, nothing that has landed contradicts what was read. Run again without --new-epoch.\n"
                                .formatted(user.topic()));

        land("partition=0", 4, 4, row(4, "Old"));
        land("partition=0", 0, 10, row(0, "Old"), row(2, "New"), row(1, "New"));
        long version = warehouse().version("user");
        Call rejected = clean();
        assertThat(rejected.exit()).isEqualTo(Exit.DATA_REJECTED);
        assertThat(rejected.err())
                .isEqualTo(
                        "Cannot clean user: topic %s seems to have been deleted and made again: at partition 0 offset 1 lies now another record than the one that was read (%s). If it was, run again with --new-epoch; if that object was changed by hand, put it back, or make the table anew with --rebuild.\n"
                                .formatted(user.topic(), user.path("partition=0", 0, "")));
        assertThat(run(0).at("/status").asText()).isEqualTo("rejected");
        assertThat(warehouse().version("user")).isEqualTo(version);

        Call begun = clean("--new-epoch");
        assertThat(begun.exit()).as(begun.err()).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/outcomes/inserted").asInt())
                .as("the rest of the old topic")
                .isEqualTo(1);
        assertThat(run(1).at("/outcomes/updated").asInt()).isEqualTo(2);
        assertThat(rows()).containsExactly("0 Old at 0", "1 New at 7", "2 New at 6", "4 Old at 4");

        land("partition=0", 3, 11, row(4, "New"));
        assertThat(clean().exit()).isEqualTo(Exit.DONE);
        assertThat(rows()).containsExactly("0 Old at 0", "1 New at 7", "2 New at 6", "4 New at 8");
        List<JsonNode> before = withoutRun();

        assertThat(clean("--rebuild").exit()).isEqualTo(Exit.DONE);
        assertThat(rows()).containsExactly("0 Old at 5", "1 New at 7", "2 New at 6", "4 New at 8");
        assertThat(withoutRun().subList(1, 4)).isEqualTo(before.subList(1, 4));
        assertThat(clean().exit()).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/status").asText()).isEqualTo("nothing_new");
    }

    @Test
    void underTimeFoldersItIsNoticedWhereAnotherObjectBegins() throws IOException {
        land("hour=07", 0, 1, row(0, "Old"), row(1, "Old"));
        assertThat(clean().exit()).isEqualTo(Exit.DONE);

        land("hour=09", 0, 3, row(1, "New"));
        assertThat(clean().err())
                .startsWith(
                        "Cannot clean user: topic %s seems to have been deleted and made again: at partition 0 offset 0 "
                                .formatted(user.topic()))
                .contains(user.path("hour=09", 0, ""));
        assertThat(clean("--new-epoch").exit()).isEqualTo(Exit.DONE);
        assertThat(rows()).containsExactly("0 Old at 0", "1 New at 1");

        assertThat(clean("--rebuild").exit()).isEqualTo(Exit.DONE);
        assertThat(rows()).containsExactly("0 Old at 0", "1 New at 1");
        aForgottenKeyStaysSoInAllEpochs();
    }

    private void aForgottenKeyStaysSoInAllEpochs() throws IOException {
        Path old = folder.resolve("landing").resolve(user.path("hour=07", 0, ""));
        Call rejected = forget(HostileStore.uri("epochs", folder.resolve("landing")));
        assertThat(rejected.exit()).as(rejected.err()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(rejected.err())
                .startsWith("Cannot forget user 1: %s holds a record of it and landed before the topic was made again; "
                        .formatted(user.path("hour=07", 0, "")));
        assertThat(Files.readAllLines(old)).contains(row(1, "Old"));

        Call forgotten = forget(folder.resolve("landing").toString());
        assertThat(forgotten.exit()).as(forgotten.err()).isEqualTo(Exit.DONE);
        assertThat(Files.readAllLines(old)).containsExactly(row(0, "Old"), "{\"_deleted\":true,\"_key\":1}");
        assertThat(clean().exit()).isEqualTo(Exit.DONE);
        assertThat(run(0).at("/status").asText()).isEqualTo("nothing_new");
        assertThat(clean("--rebuild").exit()).isEqualTo(Exit.DONE);
        assertThat(rows()).containsExactly("0 Old at 0");
    }

    private Call forget(String landing) {
        return Call.of(
                out -> new ForgetKey(out, step -> {}),
                "--table=user",
                "--key=1",
                "--landing=" + landing,
                "--prefix=" + Fixture.PREFIX,
                "--warehouse=" + folder.resolve("warehouse"),
                "--yes");
    }

    /** Lands rows as one object, in the place of what may be there, written in that minute. */
    private void land(String topicFolder, long offset, int minute, String... rows) throws IOException {
        Path object = folder.resolve("landing").resolve(user.path(topicFolder, offset, ""));
        Fixture.write(object, List.of(rows), false);
        Files.setLastModifiedTime(object, FileTime.from(MIDNIGHT.plusSeconds(60L * minute)));
    }

    private static String row(int ind, String name) {
        return "{\"ind\":%d,\"first_name\":\"%s\",\"age\":30,\"date_joined\":\"2020-01-01T00:00:00\"}"
                .formatted(ind, name);
    }

    private List<String> rows() {
        return warehouse().rows("user").stream()
                .map(row -> "%d %s at %d"
                        .formatted(
                                row.get("ind").asInt(),
                                row.get("user_name").asText(),
                                row.at("/_lineage/offset").asLong()))
                .toList();
    }

    private List<JsonNode> withoutRun() {
        return warehouse().rows("user").stream()
                .map(row -> {
                    ObjectNode bare = row.deepCopy();
                    ((ObjectNode) bare.get("_lineage")).remove("run");
                    return (JsonNode) bare;
                })
                .toList();
    }

    private Warehouse warehouse() {
        return new Warehouse(folder.resolve("warehouse"));
    }

    /** What the last call reported of one of its runs. */
    private JsonNode run(int index) throws IOException {
        return Fixture.node(Files.readString(folder.resolve("report.json"))).at("/runs/" + index);
    }

    private Call clean(String... more) {
        return Call.of(
                out -> new Clean("clean user", UserTable.USER),
                Stream.concat(
                                Stream.of(
                                        "--landing=" + folder.resolve("landing"),
                                        "--warehouse=" + folder.resolve("warehouse"),
                                        "--prefix=" + Fixture.PREFIX,
                                        "--grace=0s",
                                        "--max-rejected-share=1",
                                        "--report=" + folder.resolve("report.json")),
                                Stream.of(more))
                        .toArray(String[]::new));
    }
}
