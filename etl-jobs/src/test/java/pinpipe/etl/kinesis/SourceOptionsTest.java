package pinpipe.etl.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;

class SourceOptionsTest {
    @Test
    void aStreamIsEnough() {
        SourceOptions options = options(Map.of("streamName", "pins"));

        assertThat(options.streams()).containsExactly("pins");
        assertThat(options.connection()).isEqualTo(new Connection(null, null));
        assertThat(options.initialPosition()).isSameAs(InitialPosition.EARLIEST);
        assertThat(options.settle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.maxInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(options.lossPolicy().fail()).isTrue();
    }

    @Test
    void namesAreReadInAnyCase() {
        SourceOptions options = options(Map.of(
                "STREAMNAME", "pins, geos,pins",
                "Region", "eu-west-1",
                "endpoint", "http://127.0.0.1:4568",
                "initialposition", "LATEST",
                "settle", "500 ms",
                "maxIntervalPerTrigger", "10min",
                "failOnDataLoss", "False"));

        assertThat(options.streams()).containsExactly("pins", "geos");
        assertThat(options.connection()).isEqualTo(new Connection("eu-west-1", URI.create("http://127.0.0.1:4568")));
        assertThat(options.initialPosition()).isSameAs(InitialPosition.LATEST);
        assertThat(options.settle()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.maxInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.lossPolicy().fail()).isFalse();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> options(Map.of(
                        "initalPosition", "latest",
                        "initialPosition", "yesterday",
                        "endpoint", "http://me:secret@localhost",
                        "settle", "5 parsecs",
                        "maxIntervalPerTrigger", "0s",
                        "failOnDataLoss", "maybe")))
                .isInstanceOfSatisfying(ReadFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(ReadFailure.Kind.ASKED_WRONGLY))
                .hasMessage("Cannot read from Kinesis: initalPosition is not an option of this source, which has"
                        + " streamName, region, endpoint, initialPosition, settle, maxIntervalPerTrigger, failOnDataLoss;"
                        + " streamName is missing: the stream to read, or several with commas;"
                        + " endpoint must be an address like https://HOST:PORT, without a user;"
                        + " initialPosition must be earliest, latest, or a time like 2026-01-31T12:00:00Z, was 'yesterday';"
                        + " settle must be a time like 500ms, 5s, 10min or 1h, was '5 parsecs';"
                        + " maxIntervalPerTrigger must be longer than nothing, was '0s';"
                        + " failOnDataLoss must be true or false, was 'maybe'."
                        + " See docs/kinesis-source.md.");
    }

    @Test
    void aNameThatNoStreamCanHaveIsRejected() {
        assertThatThrownBy(() -> options(Map.of("streamName", "pins,, geos")))
                .hasMessageContaining("streamName has '', which cannot be a stream's name");
    }

    private static SourceOptions options(Map<String, String> given) {
        return SourceOptions.of(new CaseInsensitiveStringMap(given));
    }
}
