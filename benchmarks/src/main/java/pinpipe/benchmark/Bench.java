package pinpipe.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pinpipe.cli.Command;
import pinpipe.cli.Exit;
import pinpipe.producer.process.Logs;

/** Measures one thing against others, in one run, and prints the figures as Markdown. */
@picocli.CommandLine.Command(
        name = "bench",
        description =
                "Measures one thing against others, in turn on the same data, and prints the figures as Markdown.",
        sortOptions = false)
public final class Bench implements Command {
    enum Name {
        PRODUCE(1_000_000, 3),
        GATEWAY(1, 1),
        STREAM(1_000_000, 1),
        TINY(100_000, 3),
        TINY_S3(20_000, 3),
        LARGE(1_400_000, 3),
        DIRTY(1_400_000, 3),
        DAY_TWO(10_000_000, 3),
        NOTHING_NEW(1_000_000, 3),
        GROWTH(1_000_000, 1),
        COLD(500, 5),
        CLEANING(20_000, 5),
        QUERIES(10_000_000, 3);

        private final int rows;
        private final int rounds;

        Name(int rows, int rounds) {
            this.rows = rows;
            this.rounds = rounds;
        }

        /** As it is written. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = {
                "produce: a snapshot of pins against kafka-producer-perf-test and a plain JDBC read.",
                "gateway: one record a request, by wrk, beside Kafka's own rate.",
                "stream: pins of Kafka and Kinesis (of these a tenth), against the same job written plainly.",
                "tiny, large, dirty: a first clean, of one-record objects, of objects of 64 MB, or of these with broken, repeated"
                        + " and wrapped lines, against plain Spark and DuckDB.",
                "tiny-s3: a first clean of one-record objects in S3 that is some way away, against plain Spark; and its requests.",
                "day-two: 1%% more rows, a fifth of them newer versions, against plain Spark's MERGE.",
                "nothing-new: a clean after a long history, beside a session alone.",
                "growth: clean pin on a quarter, a half, three quarters and all of so many objects, so much history, so many rows.",
                "cold: clean all on a few new records, beside a session alone.",
                "cleaning: lines of pins, geolocations, users and dirty pins, cleaned by one core without Spark, in MB a second.",
                "queries: the nine answers, against the same questions asked plainly."
            })
    private Name name;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "How many rows, or objects of one row. Default: 1000000; tiny 100000, tiny-s3 20000, large and dirty 1400000,"
                            + " day-two and queries 10000000, cleaning 20000, cold 500.")
    private Integer rows;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many times each is run, in turn. Default: 3; cold and cleaning 5.")
    private Integer rounds;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "A folder with room for the data, which go when it ends; the system's temporary one by default.")
    private Path directory;

    @Option(
            names = "--latency",
            defaultValue = "20",
            paramLabel = "MS",
            description = "tiny-s3: how many milliseconds each request waits. Default: 20.")
    private int latency;

    @Option(
            names = "--seconds",
            defaultValue = "600",
            paramLabel = "N",
            description = "gateway, stream: for how long. Default: 600.")
    private int seconds;

    @Option(
            names = "--rate",
            defaultValue = "100",
            paramLabel = "N",
            description = "stream: so many records a second for so long. Default: 100.")
    private int rate;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description = "stream: of kafka, or kinesis, alone. Default: both.")
    private StreamBenchmark.Source from;

    @Option(
            names = "--heap",
            defaultValue = "256m",
            paramLabel = "SIZE",
            description = "produce and gateway: -Xmx of each. Default: 256m. Spark is sized by PINPIPE_HEAP.")
    private String heap;

    /** See {@code --help}. */
    public static void main(String[] args) {
        Logs.show(false); // the broker runs in this process, and tells a lot
        Exit.with(new Bench(), args);
    }

    @Override
    public String does() {
        return "measure";
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (rows != null && rows < 100) {
            problems.add("--rows must be at least 100, was " + rows);
        }
        if (rounds != null && rounds < 1) {
            problems.add("--rounds must be at least 1, was " + rounds);
        }
        if (directory != null && !Files.isDirectory(directory)) {
            problems.add("--dir must be a folder, was " + directory);
        }
        if (latency < 0) {
            problems.add("--latency must be at least 0, was " + latency);
        }
        if (seconds < 10) {
            problems.add("--seconds must be at least 10, was " + seconds);
        }
        if (rate < 1) {
            problems.add("--rate must be at least 1, was " + rate);
        }
        return problems;
    }

    @Override
    public void run() throws Exception {
        Path folder = directory == null
                ? Files.createTempDirectory("pinpipe-bench")
                : Files.createTempDirectory(directory, "pinpipe-bench");
        try {
            int size = rows == null ? name.rows : rows;
            System.out.print(measured(folder, size, rounds == null ? name.rounds : rounds));
        } finally {
            Folders.delete(folder);
        }
    }

    private String measured(Path folder, int size, int times) throws Exception {
        return switch (name) {
            case PRODUCE -> new SnapshotBenchmark(size, heap, folder).run(times);
            case GATEWAY -> new GatewayBenchmark(seconds, heap, folder).run();
            case STREAM ->
                new StreamBenchmark(size, rate, seconds, from, new StreamRivals(SparkJvm.ofLauncher()), folder).run();
            case TINY -> new CleanBenchmark(SparkJvm.ofLauncher(), folder, heap).tiny(size, times);
            case TINY_S3 ->
                new TinyS3Benchmark(SparkJvm.ofLauncher(), folder, Duration.ofMillis(latency)).run(size, times);
            case LARGE -> new CleanBenchmark(SparkJvm.ofLauncher(), folder, heap).large(size, times);
            case DIRTY -> new CleanBenchmark(SparkJvm.ofLauncher(), folder, heap).dirty(size, times);
            case DAY_TWO -> new DayTwoBenchmark(SparkJvm.ofLauncher(), folder).run(size, times);
            case NOTHING_NEW -> new NothingNewBenchmark(SparkJvm.ofLauncher(), folder).run(size, times);
            case GROWTH -> new GrowthBenchmark(SparkJvm.ofLauncher(), folder).run(size);
            case CLEANING -> CleaningBenchmark.run(size, times);
            case COLD -> new ColdBenchmark(SparkJvm.ofLauncher(), folder).run(size, times);
            case QUERIES -> new QueriesBenchmark(SparkJvm.ofLauncher(), folder).run(size, times);
        };
    }
}
