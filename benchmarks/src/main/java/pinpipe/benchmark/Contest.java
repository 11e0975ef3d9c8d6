package pinpipe.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Rivals that do the same number of records, in turn, round after round, so that a busy minute meets all of them. */
final class Contest {
    private final long records;
    private final Map<Rival, List<Measured>> figures = new LinkedHashMap<>();
    private final Consumer<Rival> ended;

    Contest(long records, List<Rival> rivals) {
        this(records, rivals, rival -> {});
    }

    /** One that says when a rival has ended, before the next begins. */
    Contest(long records, List<Rival> rivals, Consumer<Rival> ended) {
        this.records = records;
        this.ended = ended;
        rivals.forEach(rival -> figures.put(rival, new ArrayList<>()));
    }

    void round() throws IOException, InterruptedException {
        for (Map.Entry<Rival, List<Measured>> rival : figures.entrySet()) {
            Measured measured = Measured.of(rival.getKey());
            rival.getValue().add(measured);
            ended.accept(rival.getKey());
            System.err.printf(
                    Locale.ROOT,
                    "%-28s %7.1f s  %5d MiB%n",
                    rival.getKey().name(),
                    measured.seconds(),
                    measured.peakMiB());
        }
    }

    List<Rival> rivals() {
        return List.copyOf(figures.keySet());
    }

    /** The median of the rounds. */
    double seconds(Rival rival) {
        return median(figures.get(rival));
    }

    /** Records a second by the median of the rounds. */
    double rate(Rival rival) {
        return records / seconds(rival);
    }

    /** A Markdown table; the first rival's rate is 1.00. */
    String table() {
        StringBuilder table = new StringBuilder("| | records/s | seconds, median (least–most) | ratio | peak MiB |\n");
        table.append("|---|---:|---:|---:|---:|\n");
        double first = rate(figures.keySet().iterator().next());
        figures.forEach((rival, rounds) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.1f (%.1f–%.1f) | %.2f | %d |%n",
                rival.name(),
                rate(rival),
                seconds(rival),
                rounds.stream().mapToDouble(Measured::seconds).min().orElseThrow(),
                rounds.stream().mapToDouble(Measured::seconds).max().orElseThrow(),
                rate(rival) / first,
                rounds.stream().mapToLong(Measured::peakMiB).max().orElseThrow())));
        return table.toString();
    }

    private static double median(List<Measured> rounds) {
        double[] sorted =
                rounds.stream().mapToDouble(Measured::seconds).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
