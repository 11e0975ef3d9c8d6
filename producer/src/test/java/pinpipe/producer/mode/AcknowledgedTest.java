package pinpipe.producer.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.producer.source.Place;
import pinpipe.producer.source.Summary;

/** How far a table is, by what was acknowledged. */
class AcknowledgedTest {
    /** So many that old stretches are joined. */
    private static final long ROWS = 600_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDoorThatAcknowledgesAtOnceIsCountedToTheLastRow(boolean uniqueKey) {
        Acknowledged acknowledged = new Acknowledged(uniqueKey);

        LongStream.rangeClosed(1, ROWS)
                .forEach(row -> acknowledged.take(place(row)).run());
        acknowledged.end();

        assertThat(acknowledged.summary()).isEqualTo(new Summary(ROWS, ROWS * (ROWS + 1) / 2));
        assertThat(acknowledged.watermark()).isEqualTo(place(ROWS));
        assertThat((List<?>) acknowledged.saved()).hasSizeLessThan(1_200);
    }

    @Test
    void theWatermarkStopsBeforeTheStretchOfARowThatHasNotArrived() {
        Acknowledged acknowledged = new Acknowledged(true);
        long lost = 400_000;

        LongStream.rangeClosed(1, ROWS).forEach(row -> {
            Runnable arrived = acknowledged.take(place(row));
            if (row != lost) {
                arrived.run();
            }
        });

        long reached = Long.parseLong(acknowledged.watermark().values().get(0));
        assertThat(reached).isBetween(lost - 600, lost - 1);
        acknowledged.backToWatermark();
        assertThat(acknowledged.summary()).isEqualTo(new Summary(reached, reached * (reached + 1) / 2));
    }

    private static Place place(long row) {
        return new Place(List.of(Long.toString(row)), row);
    }
}
