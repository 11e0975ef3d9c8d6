package pinpipe.etl.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;
import pinpipe.cleaning.Table;
import pinpipe.cli.Exit;
import pinpipe.etl.run.LandingRun;
import pinpipe.etl.run.PlanText;
import pinpipe.etl.run.Report;
import pinpipe.tables.TableCatalog;

/** The job that says what `clean` would do: it reads for real and writes nothing. */
@picocli.CommandLine.Command(
        name = "plan",
        description =
                "Says what `clean` with the same options would do: it reads for real and writes nothing. Exit code 3"
                        + " where `clean` would end with 3.",
        sortOptions = false)
public final class PlanClean extends Clean {
    private static final String ALL = "all";

    @Parameters(index = "0", paramLabel = "TABLE", description = "pin, geo, user, or all.")
    private String table;

    PlanClean() {
        super("plan");
    }

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new PlanClean(), args);
    }

    @Override
    public String does() {
        return table == null ? "plan" : "plan " + table;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(super.problems());
        if (!table.equals(ALL) && TableCatalog.named(table).isEmpty()) {
            problems.add("TABLE must be %s or all, was '%s'".formatted(String.join(", ", TableCatalog.names()), table));
        }
        return problems;
    }

    @Override
    List<Table> tables() {
        return table.equals(ALL)
                ? TableCatalog.all()
                : List.of(TableCatalog.named(table).orElseThrow());
    }

    @Override
    List<Report> reports(LandingRun landingRun, boolean fromScratch) throws IOException {
        return List.of(landingRun.plan(fromScratch));
    }

    @Override
    String told(Report plan) {
        return PlanText.of(plan);
    }

    @Override
    String doneAnyhow() {
        return "What it would say stands above";
    }
}
