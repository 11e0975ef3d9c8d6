package pinpipe.producer.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What the gateway has done since it began, in Prometheus' text format. */
final class Metrics {
    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final DoubleAdder seconds = new DoubleAdder();

    /** An answer has gone out. */
    void answered(String method, String route, int status, double took) {
        String labels = "method=\"%s\",route=\"%s\",status=\"%d\"".formatted(method, route, status);
        requests.computeIfAbsent(labels, absent -> new LongAdder()).increment();
        seconds.add(took);
    }

    /** It is told what became of the records of a request. */
    void settled(long arrived, long others) {
        acknowledged.add(arrived);
        lost.add(others);
    }

    /** The closing line for people. */
    String summary() {
        return String.format(Locale.ROOT, "%,d records acknowledged, %,d not", acknowledged.sum(), lost.sum());
    }

    /** The page that Prometheus reads. */
    String page(IntSupplier underWay) {
        StringBuilder page = new StringBuilder();
        head(page, "pinpipe_gateway_requests_total", "counter", "Answers by route and status.");
        requests.forEach((labels, count) -> line(page, "pinpipe_gateway_requests_total{" + labels + "}", count.sum()));
        head(page, "pinpipe_gateway_request_seconds_total", "counter", "Time spent on requests, waiting included.");
        page.append(String.format(Locale.ROOT, "pinpipe_gateway_request_seconds_total %.6f\n", seconds.sum()));
        head(page, "pinpipe_gateway_records_total", "counter", "Records by what became of them.");
        line(page, "pinpipe_gateway_records_total{result=\"acknowledged\"}", acknowledged.sum());
        line(page, "pinpipe_gateway_records_total{result=\"lost\"}", lost.sum());
        head(page, "pinpipe_gateway_records_in_flight", "gauge", "Records that Kafka has not acknowledged yet.");
        line(page, "pinpipe_gateway_records_in_flight", underWay.getAsInt());
        return page.toString();
    }

    private static void head(StringBuilder page, String name, String type, String help) {
        page.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
    }

    private static void line(StringBuilder page, String series, long value) {
        page.append(series).append(' ').append(value).append('\n');
    }
}
