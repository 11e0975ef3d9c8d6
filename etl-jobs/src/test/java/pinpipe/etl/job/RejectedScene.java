package pinpipe.etl.job;

import static pinpipe.tables.UserTable.USER;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import pinpipe.cli.Command;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.ingest.StrictUser;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.Store;
import pinpipe.etl.run.Budget;
import pinpipe.etl.run.Milestone;
import pinpipe.etl.run.QuarantineRun;
import pinpipe.etl.run.Report;
import pinpipe.etl.run.RunLedger;
import pinpipe.etl.run.TableJob;

/**
 * Seven lines of users, of which an older version of the rules has taken one. By today's rules three more are good, one of
 * them older than the row that is there.
 */
final class RejectedScene {
    static final String MONONYM =
            "{\"ind\":%d,\"first_name\":\"%s\",\"age\":%s,\"date_joined\":\"2016-03-01T08:00:00\"}";
    static final String NAMED =
            "{\"ind\":%d,\"first_name\":\"%s\",\"last_name\":\"L\",\"age\":36,\"date_joined\":\"2016-03-01T08:00:00\"}";

    /** What stands for the end of a process. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final Warehouse warehouse;
    private final Path folder;
    private final Fixture user = new Fixture("user");

    RejectedScene(Path folder) {
        this.folder = folder;
        this.warehouse = new Warehouse(folder.resolve("warehouse"));
        land(
                0,
                MONONYM.formatted(1, "Björk", "36"),
                MONONYM.formatted(2, "Old", "36"),
                NAMED.formatted(2, "New"),
                MONONYM.formatted(3, "Cher", "\"old\""),
                "[" + MONONYM.formatted(4, "Ada", "36") + "," + NAMED.formatted(4, "Ada") + "]",
                "[" + MONONYM.formatted(5, "Nico", "200") + "," + NAMED.formatted(6, "Ada") + "]",
                "{cut");
        warehouse.clean(StrictUser.USER, landing());
    }

    /** Lands lines as one object. */
    void land(long offset, String... lines) {
        user.land(landing(), offset, List.of(lines), lines.length);
    }

    Path landing() {
        return folder.resolve("landing");
    }

    List<Report> clean() {
        return warehouse.clean(USER, landing());
    }

    /** Takes rejected lines in hand by today's rules, and is killed at a step. */
    QuarantineRun inHand(Milestone killedAt) {
        SparkSession spark = LocalSpark.spark();
        try {
            String root = Store.at(spark, folder.resolve("warehouse").toString())
                    .root()
                    .toString();
            TableJob job = new TableJob(USER, new DeltaTables(spark, root), spark, root, Budget.UNLIMITED);
            RunLedger ledger = new RunLedger(spark, root, USER, "test " + UUID.randomUUID());
            return new QuarantineRun(job, ledger, step -> {
                if (step == killedAt) {
                    throw new Killed();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command on the quarantine of users. */
    Call call(Function<PrintStream, Command> command, String... more) {
        return Call.of(command, with("user", more));
    }

    Call list() {
        return Call.of(ListQuarantine::new, with("--table=user"));
    }

    Call runs() {
        return Call.of(ShowRuns::new, with("--table=user"));
    }

    private String[] with(String first, String... more) {
        return Stream.concat(
                        Stream.of(
                                first,
                                "--warehouse",
                                folder.resolve("warehouse").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** Keys and names of the clean table. */
    List<String> names() {
        return warehouse.rows("user").stream()
                .map(row -> row.get("ind") + " " + row.get("user_name").asText())
                .toList();
    }

    /** The versions of all that a run may write. */
    List<Long> versions() {
        return Stream.of("user", "_quarantine/user", "_runs/user")
                .map(warehouse::version)
                .toList();
    }
}
