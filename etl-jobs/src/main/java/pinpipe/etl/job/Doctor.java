package pinpipe.etl.job;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cli.Command;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.doctor.Clock;
import pinpipe.etl.doctor.Credentials;
import pinpipe.etl.doctor.Examination;
import pinpipe.etl.doctor.LandingAccess;
import pinpipe.etl.doctor.LandingLayout;
import pinpipe.etl.doctor.Place;
import pinpipe.etl.doctor.Readers;
import pinpipe.etl.doctor.Retention;
import pinpipe.etl.doctor.UnfinishedRuns;
import pinpipe.etl.doctor.Versions;
import pinpipe.etl.doctor.WarehouseAccess;
import pinpipe.etl.doctor.Writers;
import pinpipe.etl.io.Sessions;
import pinpipe.tables.TableCatalog;

/** The job that looks whether `clean` can run here without harm. */
@picocli.CommandLine.Command(
        name = "doctor",
        description =
                "Looks whether `clean` can run here without harm: each check is a line that begins with ok, warn or"
                        + " fail. Writes nothing but one object in the warehouse, which it deletes.",
        sortOptions = false)
public final class Doctor implements Command {
    @Mixin
    private LandedTopics topics;

    @Mixin
    private WarehouseOption warehouse;

    @Option(
            names = "--before-land",
            description =
                    "Nothing needs to have landed yet, since `land` runs next; so names and layout are not looked at.")
    private boolean beforeLand;

    private final PrintStream out;

    /** A command that tells what it finds on this stream. */
    Doctor(PrintStream out) {
        this.out = out;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new Doctor(StandardOutput.utf8()), args);
    }

    @Override
    public String does() {
        return "examine this place";
    }

    /** All that is looked at, in this order. */
    private List<Examination> examinations(SparkSession spark) {
        Place landed = new Place(spark, topics.landing());
        Place cleaned = new Place(spark, warehouse.uri());
        WarehouseAccess access = new WarehouseAccess(cleaned);
        List<Examination> ofLanding = beforeLand
                ? List.of(Examination.of("landing", LandingAccess.beforeLand(landed)))
                : List.of(
                        Examination.of("landing", new LandingAccess(landed)),
                        Examination.of(
                                        "layout",
                                        new LandingLayout(
                                                landed,
                                                TableCatalog.all().stream()
                                                        .map(topics::topic)
                                                        .toList()))
                                .after("landing"));
        List<Examination> all = new ArrayList<>(List.of(
                Examination.of("versions", new Versions(spark)),
                Examination.of("credentials", Credentials.of(landed, cleaned))));
        all.addAll(ofLanding);
        all.addAll(List.of(
                Examination.of("warehouse", access),
                Examination.of("clock", new Clock(access::clockAhead)).after("warehouse"),
                Examination.of("writers", new Writers(cleaned, access::exclusive))
                        .after("warehouse"),
                Examination.of("runs", new UnfinishedRuns(cleaned)).after("warehouse"),
                Examination.of("retention", new Retention(cleaned, Instant.now()))
                        .after("warehouse"),
                Examination.of("readers", new Readers(cleaned)).after("warehouse")));
        return all;
    }

    @Override
    public void run() {
        Set<String> failed = new LinkedHashSet<>();
        boolean mayPass = true;
        try (Sessions sessions = Sessions.open("pinpipe doctor")) {
            for (Examination examination : examinations(sessions.spark())) {
                for (Examination.Named finding : examination.findings(failed)) {
                    out.println(finding.line());
                    out.flush();
                    if (finding.fails()) {
                        failed.add(finding.what());
                        mayPass &= finding.mayPass();
                    }
                }
            }
        }
        if (!failed.isEmpty()) {
            String message =
                    "Cannot clean safely: %s %s. Do what the lines that begin with fail say, then run `pinpipe doctor` again."
                            .formatted(String.join(", ", failed), failed.size() == 1 ? "is not well" : "are not well");
            throw mayPass ? Failure.broken(message, null) : Failure.askedWrongly(message);
        }
    }
}
