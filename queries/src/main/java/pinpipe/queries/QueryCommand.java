package pinpipe.queries;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import pinpipe.cli.Causes;
import pinpipe.cli.Command;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;

/** Asks every question, prints each answer and keeps it. */
@CommandLine.Command(
        name = "query",
        description = "Answer nine questions from the clean tables: each answer is printed and written to --output.")
final class QueryCommand implements Command {
    private static final int ROWS_SHOWN = 20;

    @Option(
            names = "--warehouse",
            paramLabel = "URI",
            required = true,
            description = "The folder with the tables pin, geo and user, as `clean` wrote them (Delta or Parquet).")
    private String warehouse;

    @Option(
            names = "--output",
            paramLabel = "URI",
            required = true,
            description = "The folder for the answers; those of an earlier run are replaced.")
    private String output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES}: a file NAME.csv or NAME.json, or a folder NAME, for each answer;"
                    + " default ${DEFAULT-VALUE}.")
    private Format format;

    @Option(
            names = "--post-years",
            paramLabel = "YEARS",
            defaultValue = "2018-2022",
            converter = Years.Converter.class,
            description = "The years of posting that are asked for; default ${DEFAULT-VALUE}.")
    private Years postYears;

    @Option(
            names = "--join-years",
            paramLabel = "YEARS",
            defaultValue = "2015-2020",
            converter = Years.Converter.class,
            description = "The years of joining that are asked for; default ${DEFAULT-VALUE}.")
    private Years joinYears;

    private final PrintStream out;

    /** A command that prints to this stream, in UTF-8 whatever the machine's locale. */
    QueryCommand(OutputStream out) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public String does() {
        return "answer the questions";
    }

    @Override
    public void run() throws Exception {
        try (Sessions sessions = Sessions.open("pinpipe query");
                Warehouse tables = Warehouse.open(sessions.spark(), warehouse)) {
            Answers answers = new Answers(sessions.spark(), Store.at(sessions.spark(), output), format);
            for (Question question : Question.ALL) {
                Answer answer = tables.answer(question, parameters());
                answers.write(answer);
                print(answer);
            }
        }
    }

    private Map<String, Object> parameters() {
        return Map.of(
                "first_post_year", postYears.first(),
                "last_post_year", postYears.last(),
                "first_join_year", joinYears.first(),
                "last_join_year", joinYears.last());
    }

    private void print(Answer answer) {
        out.print("%s\n%s\n\n"
                .formatted(answer.question().name(), answer.question().text()));
        out.print(answer.table(ROWS_SHOWN));
        int more = answer.rows().size() - ROWS_SHOWN;
        if (more > 0) {
            out.print("… and %,d more %s in %s/%s\n"
                    .formatted(more, more == 1 ? "row" : "rows", output, format.fileOf(answer.question())));
        }
        out.print("\n");
    }

    @Override
    public Failure explain(Throwable error) {
        boolean notAFolder = Causes.of(error)
                .anyMatch(cause ->
                        cause instanceof ParentNotDirectoryException || cause instanceof FileAlreadyExistsException);
        if (notAFolder) {
            return Failure.askedWrongly(
                    "Cannot %s: --output %s is a file, or lies in one. Name a folder.".formatted(does(), output),
                    error);
        }
        Failure ofStore = Store.explain(does(), error);
        return ofStore == null ? Causes.explain(does(), error) : ofStore;
    }
}
