package pinpipe.etl.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.run.Report;

/**
 * Whatever way records arrive, the table, the rejected lines and the books are the same.
 *
 * <p>{@code -Dproperty.seed=} draws other cases, {@code -Dproperty.cases=} more of them, and {@code -Dproperty.only=} one
 * of them alone, by its number.
 */
class AnyArrivalTest {
    private static final long SEED = Long.getLong("property.seed", 21);
    private static final int CASES = Integer.getInteger("property.cases", 100);
    private static final Integer ONLY = Integer.getInteger("property.only");

    @TempDir
    Path folder;

    @Test
    void anyArrivalGivesTheSameTableTheSameRejectedLinesAndBooksThatBalance() throws IOException {
        int first = ONLY == null ? 0 : ONLY;
        int end = ONLY == null ? CASES : ONLY + 1;
        for (int from = first; from < end; from += ManyCases.A_WAREHOUSE) {
            List<Integer> numbers = IntStream.range(from, Math.min(end, from + ManyCases.A_WAREHOUSE))
                    .boxed()
                    .toList();
            mustBeRight(numbers);
        }
    }

    private void mustBeRight(List<Integer> numbers) throws IOException {
        long begun = System.nanoTime();
        ManyCases cases = new ManyCases(Files.createDirectory(folder.resolve("from" + numbers.get(0))), SEED, numbers);
        Map<Case, List<String>> wrong = cases.wrong();
        System.out.printf(
                "%s: cases %d to %d of seed %d, %d wrong, in %d s%n",
                cases.told(),
                numbers.get(0),
                numbers.get(numbers.size() - 1),
                SEED,
                wrong.size(),
                (System.nanoTime() - begun) / 1_000_000_000);

        assertThat(wrong)
                .as(() -> wrong.entrySet().stream()
                        .limit(3)
                        .map(one -> "-Dproperty.seed=%d -Dproperty.only=%d%n%s%n%s"
                                .formatted(
                                        SEED, one.getKey().number(), one.getKey(), String.join("\n", one.getValue())))
                        .collect(Collectors.joining("\n\n")))
                .isEmpty();
        List<Report> reports = cases.reports();
        assertThat(reports)
                .allMatch(report -> report.counts().read() == report.outcomes().sum());
        assertThat(reports.stream()
                        .mapToLong(report ->
                                report.outcomes().inserted() - report.counts().deleted())
                        .sum())
                .as("inserted less deleted, over all runs")
                .isEqualTo(cases.rows());
    }
}
