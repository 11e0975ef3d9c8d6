package pinpipe.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;
import pinpipe.testdata.SourceTable;

/**
 * Streams of invented pins, beside the same job written plainly: how many records a second from a full topic, and at a
 * steady rate and a trigger of one second, how long a record takes from its arrival to the table, and how much memory.
 *
 * @param rows how many pins the full topic has; of Kinesis a tenth, since its local server takes two seconds for 500
 * @param rate of the steady records, a second; of Kinesis a fifth, for the same server's sake
 * @param seconds how long they come
 * @param from the source that alone is measured, or null for all
 * @param folder an empty one, for servers and tables
 */
record StreamBenchmark(int rows, int rate, int seconds, Source from, StreamRivals rivals, Path folder) {
    /** Where records come from. */
    enum Source {
        KAFKA,
        KINESIS
    }

    private static final int PARTITIONS = 2;
    private static final int SENT_AT_ONCE = 10_000;
    private static final int PAUSES_A_SECOND = 10;
    private static final int LOOKS = 15;

    /** Which stream of which source. */
    private record Contestant(String name, Source source, Feed feed, boolean plain, int rows, int rate) {}

    /** The figures, as Markdown. */
    String run() throws Exception {
        try (Feed kafka = new KafkaFeed(folder.resolve("broker"));
                Feed kinesis = new KinesisFeed(folder.resolve("kinesis-server"))) {
            List<Contestant> all = contestants(kafka, kinesis);
            StringBuilder report = new StringBuilder(
                    "| from a full topic | records | seconds, the JVM's start included | records/s | after the first batch |\n");
            report.append("|---|---:|---:|---:|---:|\n");
            for (Contestant each : all) {
                if (!each.plain()) { // which reads what ours has read
                    fill("full", each.feed(), each.rows());
                }
                report.append(full(each));
            }
            report.append("\n| for %d s | records/s | records | to the table, median | 99th | memory, MiB |%n"
                    .formatted(seconds));
            report.append("|---|---:|---:|---:|---:|---|\n");
            for (Contestant each : all) {
                report.append(steady(each));
            }
            return report.toString();
        }
    }

    private List<Contestant> contestants(Feed kafka, Feed kinesis) {
        int few = Math.max(1_000, rows / 10);
        int slow = Math.max(1, rate / 5);
        return Stream.of(
                        new Contestant("pinpipe stream, Kafka", Source.KAFKA, kafka, false, rows, rate),
                        new Contestant("from_json and append, Kafka", Source.KAFKA, kafka, true, rows, rate),
                        new Contestant("pinpipe stream, Kinesis", Source.KINESIS, kinesis, false, few, slow))
                .filter(each -> from == null || each.source() == from)
                .toList();
    }

    private static void fill(String prefix, Feed feed, int rows) throws Exception {
        feed.make(prefix, PARTITIONS);
        InventedPosts posts = new InventedPosts(1, rows);
        for (int from = 0; from < rows; from += SENT_AT_ONCE) {
            feed.send(prefix, pins(posts, from, Math.min(rows, from + SENT_AT_ONCE)));
        }
    }

    private static List<String> pins(InventedPosts posts, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(post -> JsonLine.of(posts.row(SourceTable.PIN, post)))
                .toList();
    }

    private String full(Contestant each) throws Exception {
        LiveProcess stream = start(each, "full", "--once", "once");
        double seconds;
        try {
            stream.await(each.rows());
            seconds = stream.ended();
        } finally {
            stream.stop();
        }
        List<LiveProcess.Batch> batches = stream.batches();
        LiveProcess.Batch first = batches.get(0);
        LiveProcess.Batch last = batches.get(batches.size() - 1);
        double rest = (last.nanos() - first.nanos()) / 1e9;
        String sustained = batches.size() == 1
                ? "one batch"
                : String.format(Locale.ROOT, "%,.0f", (last.records() - first.records()) / rest);
        return told(String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f | %,.0f | %s |%n",
                each.name(),
                last.records(),
                seconds,
                last.records() / seconds,
                sustained));
    }

    /** One partition, so that records are in the table in the order in which they arrived. */
    private String steady(Contestant each) throws Exception {
        String prefix = each.plain() ? "plain" : "ours";
        each.feed().make(prefix, 1);
        LiveProcess stream = start(each, prefix, "--trigger=1s", "1 second");
        try {
            Delays delays = new Delays();
            InventedPosts posts = new InventedPosts(2, each.rate() * seconds + 1);
            send(each.feed(), prefix, pins(posts, 0, 1), delays);
            stream.await(1); // the first batch takes what the JVM's start takes
            List<Long> memory = steadily(each, prefix, posts, stream, delays);
            stream.await(delays.records());
            double[] sorted = delays.seconds(stream.batches(), delays.records() / 10);
            return told(String.format(
                    Locale.ROOT,
                    "| %s | %d | %,d | %.1f s | %.1f s | %s |%n",
                    each.name(),
                    each.rate(),
                    delays.records(),
                    Delays.share(sorted, 0.5),
                    Delays.share(sorted, 0.99),
                    memory));
        } finally {
            stream.stop();
        }
    }

    private List<Long> steadily(Contestant each, String prefix, InventedPosts posts, LiveProcess stream, Delays delays)
            throws Exception {
        List<Long> memory = new ArrayList<>();
        long begun = System.nanoTime();
        int parts = seconds * PAUSES_A_SECOND;
        for (int part = 0; part < parts; part++) {
            int from = 1 + (int) ((long) each.rate() * part / PAUSES_A_SECOND);
            int to = 1 + (int) ((long) each.rate() * (part + 1) / PAUSES_A_SECOND);
            send(each.feed(), prefix, pins(posts, from, to), delays);
            if ((part + 1) % Math.max(1, parts / LOOKS) == 0) {
                memory.add(stream.memory().nowMiB());
            }
            long due = begun + (part + 1) * 1_000_000_000L / PAUSES_A_SECOND;
            Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        }
        return memory;
    }

    private static void send(Feed feed, String prefix, List<String> values, Delays delays) throws Exception {
        if (!values.isEmpty()) {
            feed.send(prefix, values);
            delays.arrived(values.size(), System.nanoTime());
        }
    }

    private LiveProcess start(Contestant each, String prefix, String when, String plainWhen) throws Exception {
        Path place = Files.createTempDirectory(folder, "table");
        Rival rival = each.plain()
                ? rivals.plain(each.feed(), prefix, place, plainWhen)
                : rivals.ours(each.name(), each.feed(), prefix, place, List.of(when));
        return LiveProcess.start(rival, place);
    }

    private static String told(String line) {
        System.err.print(line);
        return line;
    }
}
