package pinpipe.etl.job;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Option;
import pinpipe.etl.io.TableView;

/** How rows are printed: the options that the commands which show rows have in common. */
final class Printing {
    private static final int ENOUGH_FOR_A_TERMINAL = 20;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, jsonl (one JSON object a line) or csv. Default: table.")
    private TableView.Form format;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many rows. Default: 20 for table, all for jsonl and csv.")
    private Integer limit;

    /** What is wrong with the options, as whole phrases. */
    List<String> problems() {
        return limit == null || limit > 0 ? List.of() : List.of("--limit must be at least 1, was " + limit);
    }

    /** True if a person reads it. */
    boolean forATerminal() {
        return format == TableView.Form.TABLE;
    }

    void print(TableView rows, PrintStream out) {
        int most = limit != null ? limit : forATerminal() ? ENOUGH_FOR_A_TERMINAL : 0;
        rows.print(format, most, out);
    }
}
