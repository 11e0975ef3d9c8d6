package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Command;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.tables.PinTable;
import pinpipe.tables.UserTable;

/** What a plan says is what the run that follows does, and until then nothing is done. */
@Tag("once")
class PlanTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void aPlansNumbersAreThoseOfTheRunThatFollows() throws IOException {
        Fixture pin = new Fixture("pin");
        List<String> lines = pin.landed();
        int half = lines.size() / 2;
        pin.land(landing(), 0, lines.subList(0, half), 1000);
        new Warehouse(warehouse()).clean(PinTable.PIN, landing());
        pin.land(landing(), half, lines.subList(half, lines.size()), 7);
        pin.land(landing(), lines.size() + 3, lines.subList(0, 9), 9);
        TreeMap<String, Long> before = files();

        JsonNode plan = reported(Exit.DONE, new PlanClean(), "pin");
        assertThat(files()).isEqualTo(before);
        JsonNode run = reported(Exit.DONE, new Clean("clean pin", PinTable.PIN));

        assertThat(plan.get("status").asText()).isEqualTo("planned");
        assertThat(run.get("status").asText()).isEqualTo("committed");
        assertThat(withoutWriting(plan)).isEqualTo(withoutWriting(run));
        assertThat(plan.get("repairs")).isNotEmpty();
        assertThat(plan.get("reasons")).isNotEmpty();
        assertThat(plan.at("/outcomes/unchanged").asInt()).isPositive();
        assertThat(run.has("new_fields")).isFalse();

        JsonNode after = reported(Exit.DONE, new PlanClean(), "pin");
        assertThat(after.get("status").asText()).isEqualTo("nothing_new");
    }

    @Test
    void whereNothingIsYetAPlanLeavesNothingAndSaysWhatTheRunWouldReject() throws IOException {
        new Fixture("user")
                .land(
                        landing(),
                        5,
                        List.of(
                                "{\"ind\":1,\"first_name\":\"Ada\",\"date_joined\":\"2016-03-01T08:00:00\",\"lang\":\"en\"}",
                                "[{\"ind\":2,\"date_joined\":\"20160301080000\",\"lang\":\"fr\",\"last_name\":{}}]",
                                "{\"ind\":3,\"date_joined\":\"yesterday\"}"),
                        3);
        TreeMap<String, Long> before = files();

        JsonNode plan = reported(Exit.DATA_REJECTED, new PlanClean(), "user", "--max-rejected-share", "0.3");

        assertThat(files()).isEqualTo(before);
        assertThat(plan.get("status").asText()).isEqualTo("rejected");
        assertThat(plan.get("new_fields")).isEqualTo(Fixture.node("{\"lang\":2,\"last_name\":1}"));
        assertThat(err.toString(UTF_8))
                .contains(
                        "Cannot clean user: 33.3% of 3 records rejected (allowed 30.0%), mostly date_joined_unreadable.");
    }

    @Test
    void anUnfinishedRunIsPlannedAsItWillBeFinished() {
        Fixture user = new Fixture("user");
        user.land(landing(), 0, List.of("{\"ind\":1,\"date_joined\":\"2016-03-01T08:00:00\"}"), 1);
        Warehouse warehouse = new Warehouse(warehouse());
        warehouse.clean(UserTable.USER, landing());
        warehouse.forgetEndOf(UserTable.USER);
        user.land(landing(), 1, List.of("{\"ind\":2,\"date_joined\":\"2016-03-01T08:00:00\"}"), 1);

        JsonNode plan = reported(Exit.DONE, new PlanClean(), "user");

        assertThat(plan.get("run").asInt()).isEqualTo(1);
        assertThat(plan.at("/outcomes/inserted").asInt()).isEqualTo(1);
        assertThat(plan.get("warnings")).singleElement().satisfies(warning -> assertThat(warning.asText())
                .isEqualTo("user: run 1 has not ended and comes first;"
                        + " what has landed since is planned once it has ended."));
    }

    @Test
    void aTableThatNobodyKnowsIsAskedWrongly() {
        assertThat(call(new PlanClean(), "pins")).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err.toString(UTF_8))
                .isEqualTo("Cannot plan pins: TABLE must be pin, geo, user or all, was 'pins'. See `plan --help`.\n");
    }

    /** Without what a run has and a plan has not: what it wrote and how long that took. */
    private static JsonNode withoutWriting(JsonNode report) {
        return ((ObjectNode) report.deepCopy())
                .without(List.of("status", "seconds", "table_version", "new_fields", "quarantined"));
    }

    private TreeMap<String, Long> files() throws IOException {
        TreeMap<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(file -> !file.endsWith("report.json") && !file.equals(folder))
                    .forEach(file -> files.put(
                            folder.relativize(file).toString(), file.toFile().lastModified()));
        }
        return files;
    }

    private JsonNode reported(Exit expected, Command command, String... more) {
        Path report = folder.resolve("report.json");
        Stream<String> options = Stream.of("--report", report.toString(), "--grace", "0s");
        Exit exit = call(command, Stream.concat(options, Stream.of(more)).toArray(String[]::new));
        assertThat(exit).as(err.toString(UTF_8)).isEqualTo(expected);
        try {
            return Fixture.node(Files.readString(report)).at("/runs/0");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Exit call(Command command, String... more) {
        LocalSpark.spark();
        Stream<String> usual = Stream.of(
                "--landing",
                landing().toString(),
                "--prefix",
                Fixture.PREFIX,
                "--warehouse",
                warehouse().toString());
        boolean limited = List.of(more).contains("--max-rejected-share");
        Stream<String> limit = limited ? Stream.of() : Stream.of("--max-rejected-share", "1");
        PrintStream said = new PrintStream(err, true, UTF_8);
        return new Console(said, said)
                .run(
                        command,
                        Stream.of(usual, limit, Stream.of(more))
                                .flatMap(each -> each)
                                .toArray(String[]::new));
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private Path warehouse() {
        return folder.resolve("warehouse");
    }
}
