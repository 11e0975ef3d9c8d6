package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.run.ForgetStep;
import pinpipe.etl.run.Report;

/** A person is forgotten: everywhere, whatever stops it on the way, and nothing brings the row back. */
class ForgetTest {
    private static final String GONE = "{\"_deleted\":true,\"_key\":42}";
    private static final String OTHER = joined(7, "Emre Oakridge");

    @TempDir
    static Path life;

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void nobodyFindsThePersonAnyMoreAndNothingBringsTheRowBack() throws IOException {
        Warehouse warehouse = lived();
        Path receipt = folder.resolve("receipt.json");

        Call first = forget(step -> {});
        assertThat(first.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(first.err())
                .isEqualTo(
                        "Cannot forget user 42 without --yes: it cannot be undone. Look at what stands above, then say it again with --yes.\n");
        assertThat(first.out()).contains("Would remove", "        7  records in 6 landed objects");
        assertThat(warehouse.rows("user")).hasSize(4);

        Call done = forget(step -> {}, "--yes", "--receipt", receipt.toString());
        assertThat(done.exit()).as(done.err()).isEqualTo(Exit.DONE);
        assertThat(done.out()).doesNotContain("Ada", "Lovelace");
        assertThat(removed(receipt))
                .isEqualTo("{\"records\":7,\"objects\":6,\"rows\":1,\"quarantined\":3,\"files\":%s}"
                        .formatted(Fixture.node(Files.readString(receipt)).at("/removed/files")));
        mustBeForgotten(warehouse);
        mustStayForgotten(warehouse);
    }

    @Test
    @Tag("once")
    void rowsThatAreOnlyHiddenAreForgottenToo() throws IOException {
        Warehouse warehouse = lived();
        user.land(folder.resolve("landing"), 9, List.of(joined(42, "Ada King")), 1);
        warehouse.clean(USER, folder.resolve("landing"));
        assertThat(folder.resolve("warehouse/user")).isDirectoryContaining("glob:**.bin");

        Call done = forget(step -> {}, "--yes");

        assertThat(done.exit()).as(done.err()).isEqualTo(Exit.DONE);
        assertThat(filesThatSay("Ada", "Lovelace", "Byron")).isEmpty();
        assertThat(keys(warehouse)).doesNotContain(42);
    }

    @Test
    @Tag("once")
    void stoppedAtEachStepAndCalledAgainItEndsTheSame() throws IOException {
        Warehouse warehouse = lived();

        for (ForgetStep step : EnumSet.range(ForgetStep.PLANNED, ForgetStep.ENDED)) {
            Call stopped = forget(
                    reached -> {
                        if (reached == step) {
                            throw new IllegalStateException("stopped");
                        }
                    },
                    "--yes");
            assertThat(stopped.exit()).as(step.name()).isEqualTo(Exit.BROKEN);
            if (step == ForgetStep.ERASED) {
                nothingElseBegins(warehouse);
            }
        }
        Call last = forget(reached -> {}, "--yes");

        assertThat(last.exit()).as(last.err()).isEqualTo(Exit.DONE);
        assertThat(last.out()).contains("        0  records in 0 landed objects");
        mustBeForgotten(warehouse);
    }

    private void nothingElseBegins(Warehouse warehouse) {
        String again =
                "run 3, which forgets the key 42, has not ended. Run `pinpipe forget --table user --key 42 --yes` again, then try again.";
        assertThatThrownBy(() -> warehouse.clean(USER, folder.resolve("landing")))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot go on with user: " + again);
    }

    /** A landing and a warehouse of two runs, made once and copied for each test. */
    private Warehouse lived() throws IOException {
        try (Stream<Path> all = Files.walk(life)) {
            for (Path file : all.toList()) {
                Files.copy(file, folder.resolve(life.relativize(file)), REPLACE_EXISTING, COPY_ATTRIBUTES);
            }
        }
        return new Warehouse(folder.resolve("warehouse"));
    }

    @BeforeAll
    static void live() {
        Fixture user = new Fixture("user");
        Path landing = life.resolve("landing");
        Warehouse warehouse = new Warehouse(life.resolve("warehouse"));
        user.land(landing, 0, List.of(joined(42, "Ada Byron")), 1);
        Fixture.write(landing.resolve(user.path("partition=0", 1, ".gz")), zipped(), true);
        List<String> interleaved = List.of(joined(42, "Ada Byron"), joined(11, "Ida Fjord"));
        Fixture.write(landing.resolve(user.path("year=2024", 4, "")), interleaved, false);
        warehouse.clean(USER, landing);
        user.land(landing, 5, List.of("[%s,{\"value\":%s},%s]".formatted(OTHER, joined(42, "Ada Lovelace"), OTHER)), 1);
        user.land(landing, 6, List.of("{\"ind\":42,\"first_name\":\"Ada\",\"last_name\":\"Lovelace", OTHER), 2);
        user.land(landing, 8, List.of("\"" + joined(42, "Ada Lovelace").replace("\"", "\\\"") + "\""), 1);
        warehouse.clean(USER, landing);
    }

    /** An old version of the row, rejected lines of the person and of nobody, and others between. */
    private static List<String> zipped() {
        return List.of(
                joined(8, "Nana Fairby"),
                "{\"ind\":\"42\",\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"age\":\"old\"}",
                "[%s,{\"ind\":42.0,\"first_name\":\"Ada\",\"date_joined\":\"never\"}]"
                        .formatted(joined(9, "Elio Reed")),
                "cut off");
    }

    private void mustBeForgotten(Warehouse warehouse) throws IOException {
        assertThat(filesThatSay("Ada", "Lovelace", "Byron")).isEmpty();
        assertThat(landed(0, "")).containsExactly(GONE);
        assertThat(landed(1, ".gz"))
                .containsExactly(
                        joined(8, "Nana Fairby"), GONE, "[%s,%s]".formatted(joined(9, "Elio Reed"), GONE), "cut off");
        assertThat(landed("year=2024", 4, "")).containsExactly(GONE, joined(11, "Ida Fjord"));
        assertThat(landed(5, "")).containsExactly("[%s,%s,%s]".formatted(OTHER, GONE, OTHER));
        assertThat(landed(6, "")).containsExactly(GONE, OTHER);
        assertThat(landed(8, "")).containsExactly(GONE);
        assertThat(keys(warehouse)).containsExactly(7, 8, 11);
        assertThat(warehouse.quarantine("user").select("raw").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("[%s,%s]".formatted(joined(9, "Elio Reed"), GONE), "cut off");
        Call rejected = Call.of(
                ListQuarantine::new, "--warehouse", folder.resolve("warehouse").toString());
        assertThat(rejected.out()).contains("user  4 lines rejected - 2 forgotten = 2 in quarantine\n");
    }

    private void mustStayForgotten(Warehouse warehouse) throws IOException {
        Path landing = folder.resolve("landing");
        assertThat(warehouse.clean(USER, landing).get(0).status()).isEqualTo("nothing_new");

        Report rebuilt = warehouse
                .clean(USER, landing, Landing.Reading.AUTO, java.time.Duration.ZERO, true)
                .get(0);
        assertThat(rebuilt.outcomes().inserted()).isEqualTo(4);
        assertThat(keys(warehouse)).containsExactly(7, 8, 9, 11);

        Fixture.write(landing.resolve(user.path("year=2024", 3, "")), List.of(joined(42, "Ada Byron")), false);
        assertThat(warehouse.clean(USER, landing).get(0).outcomes().stale()).isEqualTo(1);
        user.land(landing, 9, List.of(joined(42, "Ada King")), 1);
        assertThat(warehouse.clean(USER, landing).get(0).outcomes().inserted()).isEqualTo(1);
        assertThat(keys(warehouse)).containsExactly(7, 8, 9, 11, 42);
    }

    @Test
    void whileARunIsUnfinishedNothingIsForgotten() throws IOException {
        Warehouse warehouse = lived();
        warehouse.forgetEndOf(USER);

        for (String[] options : new String[][] {{}, {"--yes"}}) {
            Call call = forget(step -> {}, options);
            assertThat(call.exit()).isEqualTo(Exit.BROKEN);
            assertThat(call.err())
                    .isEqualTo("Cannot forget user 42: run 2 has not ended. Run clean, then try again.\n");
        }
    }

    @Test
    void whatCannotBeIsAskedWrongly() {
        Call call = Call.of(
                out -> new ForgetKey(out, step -> {}),
                "--table",
                "user",
                "--key",
                "Ada",
                "--landing",
                "l",
                "--prefix",
                "p",
                "--warehouse",
                "w");
        assertThat(call.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(call.err())
                .isEqualTo("Cannot forget user Ada: --key must be a whole number, was 'Ada'. See `forget --help`.\n");
    }

    private Call forget(ForgetStep.Watcher watcher, String... more) {
        Stream<String> usual = Stream.of(
                "--table",
                "user",
                "--key",
                "42",
                "--landing",
                folder.resolve("landing").toString(),
                "--prefix",
                Fixture.PREFIX,
                "--warehouse",
                folder.resolve("warehouse").toString());
        return Call.of(
                out -> new ForgetKey(out, watcher),
                Stream.concat(usual, Arrays.stream(more)).toArray(String[]::new));
    }

    /** All files in which one of these words stands, Delta's logs too, Parquet and gzip opened. */
    private List<String> filesThatSay(String... words) throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Arrays.stream(words).anyMatch(content(file)::contains)) {
                    files.add(folder.relativize(file).toString());
                }
            }
        }
        return files;
    }

    private static String content(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".parquet")) {
            return LocalSpark.spark().read().parquet(file.toString()).collectAsList().stream()
                    .map(Row::toString)
                    .reduce("", String::concat);
        }
        try (var in =
                name.endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
            return new String(in.readAllBytes(), name.endsWith(".gz") ? UTF_8 : ISO_8859_1);
        }
    }

    private List<String> landed(long offset, String zipped) {
        return landed("partition=0", offset, zipped);
    }

    private List<String> landed(String in, long offset, String zipped) {
        Path file = folder.resolve("landing").resolve(user.path(in, offset, zipped));
        try {
            return content(file).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> keys(Warehouse warehouse) {
        return warehouse.rows("user").stream()
                .map(row -> row.get("ind").asInt())
                .toList();
    }

    private static String removed(Path receipt) throws IOException {
        JsonNode node = Fixture.node(Files.readString(receipt));
        return node.get("removed").toString();
    }

    private static String joined(int ind, String name) {
        return "{\"ind\":%d,\"first_name\":\"%s\",\"last_name\":\"%s\",\"age\":30,\"date_joined\":\"2016-03-01T08:00:00\"}"
                .formatted(ind, name.split(" ")[0], name.split(" ")[1]);
    }
}
