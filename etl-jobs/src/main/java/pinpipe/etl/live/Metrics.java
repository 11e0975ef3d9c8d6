package pinpipe.etl.live;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import pinpipe.etl.run.Counts;
import pinpipe.etl.run.StreamReport;

/** What the streams have done since they were started, in Prometheus' text format. */
public final class Metrics {
    private final Map<String, Long> batches = new TreeMap<>();
    private final Map<String, Long> records = new TreeMap<>();
    private final Map<String, Double> seconds = new TreeMap<>();
    private final Map<String, Double> behind = new TreeMap<>();
    private final Map<String, Double> ended = new TreeMap<>();

    /** A batch has become part of its table. */
    public synchronized void batch(StreamReport batch, Instant now) {
        String table = batch.report().table();
        String labels = "table=\"%s\"".formatted(table);
        batches.merge(labels, 1L, Long::sum);
        outcomes(batch.report().outcomes())
                .forEach((outcome, count) ->
                        records.merge("%s,outcome=\"%s\"".formatted(labels, outcome), count, Long::sum));
        seconds.put(labels, batch.report().seconds().total());
        behind.put(labels, batch.behind(now).toMillis() / 1e3);
        ended.put(labels, now.toEpochMilli() / 1e3);
    }

    private static Map<String, Long> outcomes(Counts.Outcomes outcomes) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("inserted", outcomes.inserted());
        counts.put("updated", outcomes.updated());
        counts.put("unchanged", outcomes.unchanged());
        counts.put("stale", outcomes.stale());
        counts.put("duplicate", outcomes.duplicate());
        counts.put("rejected", outcomes.rejected());
        return counts;
    }

    /** The page that Prometheus reads. */
    synchronized String page() {
        StringBuilder page = new StringBuilder();
        series(page, "pinpipe_stream_batches_total", "counter", "Batches that became part of the table.", batches);
        series(page, "pinpipe_stream_records_total", "counter", "Records by their outcome.", records);
        series(page, "pinpipe_stream_batch_seconds", "gauge", "How long the last batch took.", seconds);
        series(page, "pinpipe_stream_behind_seconds", "gauge", "From arrival to table, of the last record.", behind);
        series(page, "pinpipe_stream_batch_ended_seconds", "gauge", "When the last batch ended, Unix time.", ended);
        return page.toString();
    }

    private static void series(
            StringBuilder page, String name, String type, String help, Map<String, ? extends Number> values) {
        page.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
        values.forEach((labels, value) -> page.append("%s{%s} %s\n".formatted(name, labels, number(value))));
    }

    private static String number(Number value) {
        return value instanceof Long ? value.toString() : String.format(Locale.ROOT, "%.3f", value.doubleValue());
    }
}
