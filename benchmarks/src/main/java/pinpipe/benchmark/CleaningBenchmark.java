package pinpipe.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import pinpipe.cleaning.CleanedLine;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.LineCleaner;
import pinpipe.cleaning.Table;
import pinpipe.tables.GeoTable;
import pinpipe.tables.PinTable;
import pinpipe.tables.UserTable;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;

/** Lines into clean records, without Spark: one warm core of a JVM of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CleaningBenchmark {
    /** What lands. */
    public enum Lines {
        PINS,
        GEOLOCATIONS,
        USERS,
        DIRTY_PINS;

        Table table() {
            return switch (this) {
                case PINS, DIRTY_PINS -> PinTable.PIN;
                case GEOLOCATIONS -> GeoTable.GEO;
                case USERS -> UserTable.USER;
            };
        }

        List<byte[]> of(int rows) {
            InventedPosts posts = new InventedPosts(1, rows);
            DirtyLines others = new DirtyLines(1);
            return IntStream.range(0, rows)
                    .boxed()
                    .flatMap(post -> switch (this) {
                        case PINS -> Stream.of(JsonLine.of(posts.pin(post)));
                        case GEOLOCATIONS -> Stream.of(JsonLine.of(posts.geo(post)));
                        case USERS -> Stream.of(JsonLine.of(posts.user(post)));
                        case DIRTY_PINS -> dirty(JsonLine.of(posts.pin(post)), others);
                    })
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        private static Stream<String> dirty(String line, DirtyLines others) {
            return Stream.concat(Stream.of(line), others.after(line).stream());
        }
    }

    /** Which of them. */
    @Param
    public Lines lines;

    /** From so many posts. */
    @Param("20000")
    public int rows;

    private List<byte[]> landed;
    private Table table;
    private LineCleaner cleaner;

    /** Makes the lines. */
    @Setup
    public void land() {
        landed = lines.of(rows);
        table = lines.table();
        cleaner = new LineCleaner(table);
    }

    /** Cleans each line and takes every value, as a writer of rows does. */
    @Benchmark
    public long clean() {
        CleaningCounts counts = new CleaningCounts(table);
        long values = 0;
        for (byte[] line : landed) {
            CleanedLine cleaned = cleaner.clean(line);
            counts.add(cleaned);
            for (int i = 0; i < cleaned.size() && !cleaned.isRejected(); i++) {
                for (int column = 0; column < table.columns().size(); column++) {
                    values += cleaned.record(i).value(column) == null ? 0 : 1;
                }
            }
        }
        return values + counts.records();
    }

    /** The figures of so many rounds of two seconds each, as Markdown. */
    static String run(int rows, int rounds) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CleaningBenchmark.class.getName() + ".clean")
                        .param("rows", Integer.toString(rows))
                        .forks(1)
                        .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(rounds)
                        .measurementTime(TimeValue.seconds(2))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        List<String> figures = new ArrayList<>(List.of("| lines | MB/s | lines/s | µs a line |", "|---|---|---|---|"));
        results.forEach(result -> figures.add(row(result, rows)));
        return String.join("\n", figures) + "\n";
    }

    private static String row(RunResult result, int rows) {
        Lines lines = Lines.valueOf(result.getParams().getParam("lines"));
        List<byte[]> landed = lines.of(rows);
        long bytes = landed.stream().mapToLong(line -> line.length + 1L).sum();
        double seconds = result.getPrimaryResult().getScore() / 1_000;
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %,.0f | %.2f |",
                lines.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                bytes / seconds / 1e6,
                landed.size() / seconds,
                seconds / landed.size() * 1e6);
    }
}
