package pinpipe.etl.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Store;
import pinpipe.etl.run.Report;

/** What the runs of one command came to. A failure of one table does not keep the others from their run. */
final class Results {
    private final List<Report> reports = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /** These runs ended. */
    void ended(List<Report> runs) {
        reports.addAll(runs);
    }

    /** This is to be said at the end. */
    void failed(Failure failure) {
        failures.add(failure);
    }

    /** The run of this table did not end. */
    void failed(String table, Failure failure) {
        failed(failure);
        reports.add(Report.failed(table, failure.getMessage()));
    }

    /**
     * Writes the report of all runs.
     *
     * @param doneAnyhow what has been done although the report cannot be written, for the sentence that says so
     */
    void write(String file, SparkSession spark, String doneAnyhow) {
        try {
            Store.writeText(spark, file, Report.json(reports, worst()));
        } catch (IOException | RuntimeException error) {
            failed(Failure.askedWrongly(
                    "Cannot write the report to %s: %s. %s; give --report a file that can be written."
                            .formatted(file, Causes.firstLine(Causes.root(error)), doneAnyhow),
                    error));
        }
    }

    /** Says all failures, the gravest last, whose exit code the command has. */
    void throwWorst() {
        if (failures.isEmpty()) {
            return;
        }
        Failure worst = worst().orElseThrow();
        failures.stream()
                .filter(failure -> failure != worst)
                .forEach(failure -> System.err.println(failure.getMessage()));
        throw worst;
    }

    /** The gravest failure; the first of several. */
    private Optional<Failure> worst() {
        return failures.stream()
                .max(Comparator.comparingInt(failure -> failure.exit().code()));
    }
}
