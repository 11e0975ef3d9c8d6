package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
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
        PRODUCE,
        GATEWAY
    }

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "produce: a snapshot of pins against kafka-producer-perf-test and a plain JDBC read."
                    + " gateway: one record a request, by wrk, beside Kafka's own rate.")
    private Name name;

    @Option(
            names = "--rows",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "produce: how many pins. Default: 1000000.")
    private int rows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "produce: how many times each is run. Default: 3.")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "600",
            paramLabel = "N",
            description = "gateway: for how long. Default: 600.")
    private int seconds;

    @Option(names = "--heap", defaultValue = "256m", paramLabel = "SIZE", description = "-Xmx of each. Default: 256m.")
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
        if (rows < 1_000) {
            problems.add("--rows must be at least 1000, was " + rows);
        }
        if (rounds < 1) {
            problems.add("--rounds must be at least 1, was " + rounds);
        }
        if (seconds < 10) {
            problems.add("--seconds must be at least 10, was " + seconds);
        }
        return problems;
    }

    @Override
    public void run() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("pinpipe-bench");
        try {
            System.out.print(
                    switch (name) {
                        case PRODUCE -> new SnapshotBenchmark(rows, heap, folder).run(rounds);
                        case GATEWAY -> new GatewayBenchmark(seconds, heap, folder).run();
                    });
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
