package pinpipe.etl.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cli.Exit;
import pinpipe.cli.StandardOutput;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.TableView;
import pinpipe.etl.run.Kind;
import pinpipe.etl.run.QuarantineRun;
import pinpipe.etl.run.Report;

/** The job that runs rejected lines through today's rules. */
@picocli.CommandLine.Command(
        name = "quarantine replay",
        description =
                "Runs rejected lines through today's rules. What is good becomes part of the table, at the place in"
                        + " the topic that it always had, and leaves the quarantine; what is rejected again stays, with"
                        + " today's reasons. Says what became of the records: counted, or with --each one by one.",
        sortOptions = false)
public final class ReplayQuarantine implements StoreCommand {
    @Mixin
    private ChosenLines lines;

    @Option(names = "--each", description = "Say what became of each record.")
    private boolean each;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what the run did, as JSON.")
    private String report;

    @Mixin
    private Printing printing;

    private final PrintStream out;

    /** A command that says what became of the records on this stream. */
    ReplayQuarantine(PrintStream out) {
        this.out = out;
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new ReplayQuarantine(StandardOutput.utf8()), args);
    }

    @Override
    public String does() {
        return lines.does(Kind.REPLAY);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(lines.problems());
        problems.addAll(printing.problems());
        return problems;
    }

    @Override
    public void run() throws IOException {
        try (Sessions sessions = Sessions.open("pinpipe quarantine replay " + lines.table())) {
            QuarantineRun runs = lines.runs(sessions.spark(), does());
            List<Report> reports = runs.replay(lines.choice());
            Report last = reports.get(reports.size() - 1);
            if (last.status().equals("committed")) {
                runs.outcomes(last, records -> printing.print(new TableView(shown(records)), out));
            }
            if (printing.forATerminal()) {
                reports.forEach(one -> out.println(told(one)));
            }
            out.flush();
            Results results = new Results();
            results.ended(reports);
            if (report != null) {
                results.write(report, sessions.spark(), "What it would say stands above");
            }
            results.throwWorst();
        }
    }

    private Dataset<Row> shown(Dataset<Row> records) {
        return each
                ? records.orderBy("partition", "offset", "position")
                : records.groupBy("rejected_for", "became", "reasons")
                        .agg(count(lit(1)).as("records"))
                        .orderBy(col("rejected_for"), col("became"), col("reasons"));
    }

    private String told(Report run) {
        if (!run.status().equals("nothing_new")) {
            return run.line();
        }
        return run.counts().lines() == 0
                ? "Nothing of %s is in quarantine%s."
                        .formatted(lines.table(), lines.areChosen() ? " that was chosen" : "")
                : "Nothing is new: today's rules reject all %,d lines again, for the same reasons."
                        .formatted(run.counts().lines());
    }
}
