package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.Faults;
import pinpipe.etl.io.Faults.Fault;
import pinpipe.etl.io.HostileStore;
import pinpipe.tables.UserTable;

/** A landing on a store that fails: a right table, or a sentence that names the object; and a right table afterwards. */
@Tag("once")
class HostileLandingTest {
    private static final Fixture USER = new Fixture("user");
    private static final String PLAIN = "+0000000005.json";
    private static final String ZIPPED = "+0000000010.json.gz";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String name;
    private Faults faults;

    @BeforeAll
    static void anUndisturbedRun() {
        LocalSpark.spark();
        land(shared.resolve("landing"));
        new Warehouse(shared.resolve("warehouse")).clean(UserTable.USER, shared.resolve("landing"));
    }

    @BeforeEach
    void aStoreOfItsOwn(TestInfo test) {
        name = "store-" + Integer.toHexString(test.getDisplayName().hashCode());
        faults = HostileStore.faults(name);
        land(folder.resolve("landing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "spark"})
    void whatIsListedLateTwiceOrWithAnOldDateIsReadOnce(String reading) throws IOException {
        faults.happen(Fault.LISTED_LATE, PLAIN)
                .happen(Fault.LISTED_TWICE, ZIPPED)
                .happen(Fault.DATED_LONG_AGO, ZIPPED);
        Path report = folder.resolve("report.json");

        assertThat(clean(reading, "--grace=1h", "--report=" + report))
                .as("%s", err)
                .isEqualTo(Exit.DONE);
        assertThat(Fixture.node(Files.readString(report)).at("/runs/0/read").asInt())
                .isEqualTo(10);
        assertThat(Fixture.node(Files.readString(report)).at("/runs/0/warnings"))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.asText()).contains("offsets 5 to 9 of partition 0 have not landed; passed"));

        mustGoOnWell(reading);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "spark"})
    void anObjectThatFailsIsNamed(String reading) {
        mustName(PLAIN, Fault.CUT_SHORT, Exit.BROKEN, "could not be read (it is not", reading);
        mustName(ZIPPED, Fault.CUT_SHORT, Exit.DATA_REJECTED, ZIPPED + " cannot be read whole (", reading);
        mustName(ZIPPED, Fault.BUSY_OPENING, Exit.BROKEN, "503: Please reduce your request rate", reading);
        mustName(PLAIN, Fault.BUSY_READING, Exit.BROKEN, "503: Please reduce your request rate", reading);
        mustName(PLAIN, Fault.SILENT, Exit.BROKEN, "does not answer about ", reading);
        mustName(PLAIN, Fault.LOST_WHILE_READ, Exit.BROKEN, "a file has gone (", reading);
        mustName(ZIPPED, Fault.LOST, Exit.BROKEN, "a file has gone (", reading);

        mustGoOnWell(reading);
    }

    @Test
    void anObjectOfWhichNothingEverComesIsNamedAfterAWhile() {
        faults.patience(600_000);
        LocalSpark.spark().conf().set("spark.hadoop.pinpipe.fetch.timeout", "300ms");
        try {
            mustName(PLAIN, Fault.SILENT, Exit.BROKEN, "could not be read (nothing came for 300 ms)", "auto");
        } finally {
            LocalSpark.spark().conf().unset("spark.hadoop.pinpipe.fetch.timeout");
        }
    }

    @Test
    void aFolderThatCannotBeListedIsNamed() {
        mustName(
                "topics/" + USER.topic() + " could not be listed",
                PLAIN,
                Fault.BUSY_LISTING,
                Exit.BROKEN,
                "(503: Please reduce your request rate)",
                "auto");
        assertThat(folder.resolve("warehouse")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_runs/user/_delta_log/00000000000000000001.json",
                "/warehouse/user/_delta_log/00000000000000000000.json"
            })
    void anObjectThatCannotBeWrittenIsNamed(String object) {
        mustName(object, Fault.BUSY_WRITING, Exit.BROKEN, "503: Please reduce your request rate", "auto");

        mustGoOnWell("auto");
    }

    /** Five lines an object, the last one zipped; one line is bad. */
    private static void land(Path landing) {
        List<String> lines = new ArrayList<>(USER.landed().subList(0, 15));
        lines.set(7, "broken");
        USER.land(landing, 0, lines.subList(0, 10), 5);
        Fixture.write(landing.resolve(USER.path("partition=0", 10, ".gz")), lines.subList(10, 15), true);
    }

    private void mustName(String object, Fault fault, Exit exit, String why, String reading) {
        mustName(object, object, fault, exit, why, reading);
    }

    private void mustName(String named, String object, Fault fault, Exit exit, String why, String reading) {
        faults.end();
        faults.happen(fault, object);
        err.reset();

        assertThat(clean(reading)).as("%s by %s: %s", fault, reading, err).isEqualTo(exit);
        assertThat(err())
                .as("%s by %s", fault, reading)
                .startsWith("Cannot clean user: ")
                .contains(named, why)
                .hasLineCount(1);
    }

    /** The same run on a store that is well again gives what an undisturbed one has given. */
    private void mustGoOnWell(String reading) {
        faults.end();
        err.reset();
        assertThat(clean(reading)).as("%s", err).isEqualTo(Exit.DONE);
        Warehouse expected = new Warehouse(shared.resolve("warehouse"));
        Warehouse made = new Warehouse(folder.resolve("warehouse"));
        assertThat(Warehouse.withoutLineage(made.rows("user")))
                .isEqualTo(Warehouse.withoutLineage(expected.rows("user")));
        assertThat(made.quarantine("user").select("offset", "raw").collectAsList())
                .isEqualTo(expected.quarantine("user").select("offset", "raw").collectAsList());
    }

    private Exit clean(String reading, String... more) {
        Stream<String> usual = Stream.of(
                "--landing=" + HostileStore.uri(name, folder.resolve("landing")),
                "--warehouse=" + HostileStore.uri(name, folder.resolve("warehouse")),
                "--prefix=" + Fixture.PREFIX,
                "--max-rejected-share=1",
                "--read=" + reading);
        PrintStream stream = new PrintStream(err, true, UTF_8);
        return new Console(stream, stream)
                .run(
                        new Clean("clean user", UserTable.USER),
                        Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
