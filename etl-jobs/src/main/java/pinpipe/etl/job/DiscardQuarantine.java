package pinpipe.etl.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.Choice;
import pinpipe.etl.io.Quarantine;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.TableView;
import pinpipe.etl.run.Kind;
import pinpipe.etl.run.QuarantineRun;
import pinpipe.etl.run.Report;

/** The job that throws rejected lines away. */
@picocli.CommandLine.Command(
        name = "quarantine discard",
        description = "Throws rejected lines away, and keeps in the ledger which. Say which by --reason, --run or"
                + " --older-than; where several are said, all of them must hold. Without --yes it only counts them."
                + " `clean --rebuild` reads everything again, and so rejects them again.",
        sortOptions = false)
public final class DiscardQuarantine implements StoreCommand {
    private static final Pattern AGE = Pattern.compile("\\d{1,5}[dh]");

    @Mixin
    private ChosenLines lines;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description =
                    "Only lines of which the run that rejected them first ended longer ago than this: 90d or 12h.")
    private String olderThan;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    private final PrintStream out;

    /** A command that says on this stream what it throws away. */
    DiscardQuarantine(PrintStream out) {
        this.out = out;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new DiscardQuarantine(StandardOutput.utf8()), args);
    }

    @Override
    public String does() {
        return lines.does(Kind.DISCARD);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(lines.problems());
        if (olderThan != null && !AGE.matcher(olderThan).matches()) {
            problems.add("--older-than must be a time such as 90d or 12h, was '%s'".formatted(olderThan));
        }
        if (olderThan == null && !lines.areChosen()) {
            problems.add("one of --reason, --run and --older-than must say which lines");
        }
        return problems;
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe quarantine discard " + lines.table())) {
            QuarantineRun runs = lines.runs(sessions.spark(), does());
            Choice choice = lines.choice().rejectedBefore(before());
            if (!yes) {
                mustSayYes(sessions.spark(), choice);
            }
            runs.discard(choice).forEach(report -> out.println(told(report)));
            out.flush();
        }
    }

    private Instant before() {
        if (olderThan == null) {
            return null;
        }
        long number = Long.parseLong(olderThan.substring(0, olderThan.length() - 1));
        return Instant.now().minus(olderThan.endsWith("d") ? Duration.ofDays(number) : Duration.ofHours(number));
    }

    /** Shows what would go, and stops where anything would. */
    private void mustSayYes(SparkSession spark, Choice choice) throws IOException {
        Quarantine quarantine = new Quarantine(spark, lines.root(spark));
        if (quarantine.version(lines.table()).isEmpty()) {
            return;
        }
        Dataset<Row> chosen = quarantine.lines(lines.table(), choice);
        long count = chosen.count();
        if (count == 0) {
            return;
        }
        Dataset<Row> reasons = chosen.select(explode(col("reasons")).as("reason"))
                .groupBy("reason")
                .agg(count(lit(1)).as("lines"))
                .orderBy(desc("lines"), col("reason"));
        new TableView(reasons).print(TableView.Form.TABLE, 0, out);
        throw Failure.askedWrongly(
                "Cannot %s: it would throw %s away for good, with the reasons above, and --yes was not said. Look at %s by `pinpipe quarantine show %s`, then say --yes."
                        .formatted(
                                does(),
                                count == 1 ? "1 line" : "%,d lines".formatted(count),
                                count == 1 ? "it" : "them",
                                lines.table()));
    }

    private String told(Report run) {
        return run.status().equals("nothing_new")
                ? "No such line of %s is in quarantine.".formatted(lines.table())
                : run.line();
    }
}
