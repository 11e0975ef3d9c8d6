package pinpipe.etl.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.etl.run.StreamReport;
import pinpipe.etl.run.StreamReports;

/** What Prometheus reads of the streams. */
@Tag("once")
class MetricsTest {
    private static final Instant ARRIVED = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void recordsAreCountedByOutcomeAndTheLastBatchIsTimed() throws Exception {
        Metrics metrics = new Metrics();
        StreamReport batch = StreamReports.of("user", 7, 2, ARRIVED);
        metrics.batch(batch, ARRIVED.plusMillis(1_500));
        metrics.batch(batch, ARRIVED.plusMillis(2_500));

        try (MetricsServer server = MetricsServer.start(metrics, 0, "stream into user")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.address())).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("# TYPE pinpipe_stream_records_total counter\n")
                    .contains("pinpipe_stream_batches_total{table=\"user\"} 2\n")
                    .contains("pinpipe_stream_records_total{table=\"user\",outcome=\"inserted\"} 14\n")
                    .contains("pinpipe_stream_records_total{table=\"user\",outcome=\"rejected\"} 4\n")
                    .contains("pinpipe_stream_behind_seconds{table=\"user\"} 2.500\n");
            int port = URI.create(server.address()).getPort();
            assertThatThrownBy(() -> MetricsServer.start(metrics, port, "stream into user"))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY))
                    .hasMessageStartingWith("Cannot stream into user: /metrics cannot be served on port " + port);
        }
    }

    @Test
    void howFarBehindABatchIsIsSaidInTheUnitsThatPeopleUse() {
        StreamReport batch = StreamReports.of("user", 7, 2, ARRIVED);

        assertThat(batch.line(ARRIVED.plusMillis(1_234)))
                .startsWith("2026-01-01 00:00:01  user  run 9 streamed: 9 read = 7 inserted + ")
                .endsWith(", behind by 1.2 s");
        assertThat(batch.line(ARRIVED.plusSeconds(61))).endsWith(", behind by 1 min 1 s");
        assertThat(batch.line(ARRIVED.plusSeconds(7_260))).endsWith(", behind by 2 h 1 min");
        assertThat(batch.line(ARRIVED.plusSeconds(180_000))).endsWith(", behind by 2 d 2 h");
        assertThat(batch.line(ARRIVED.minusSeconds(1))).as("clocks differ").endsWith(", behind by 0.0 s");
    }
}
