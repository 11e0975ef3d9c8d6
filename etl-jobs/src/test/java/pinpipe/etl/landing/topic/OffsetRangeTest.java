package pinpipe.etl.landing.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.etl.io.PartitionOffsets;

class OffsetRangeTest {
    @ParameterizedTest(name = "next {0} of earliest {1}, stable {2}, end {3} lands [{4}, {5}), {6} lost")
    @CsvSource({
        "   ,  0, 30, 30,  0, 30,  0",
        "   , 12, 30, 30, 12, 30,  0",
        " 20,  0, 30, 30, 20, 30,  0",
        " 20, 20, 30, 30, 20, 30,  0",
        " 20,  0, 25, 30, 20, 25,  0",
        "  5, 12, 30, 30, 12, 30,  7",
        "  5, 30, 30, 30, 30, 30, 25",
    })
    void goesOnWhereTheLandedObjectsEnd(
            Long next, long earliest, long stable, long end, long from, long to, long lost) {
        OffsetRange range = after(next, new PartitionOffsets(earliest, stable, end));

        assertThat(range).isEqualTo(new OffsetRange("0a1b.pin", 2, from, to, lost));
        assertThat(range.isEmpty()).isEqualTo(from == to);
    }

    @ParameterizedTest
    @CsvSource({"30, 0, 30, 30", "0, 0, 0, 0", ", 0, 0, 0", "28, 0, 25, 30"})
    void nothingIsNewAtTheEndNorPastTheLastEndedTransaction(Long next, long earliest, long stable, long end) {
        assertThat(after(next, new PartitionOffsets(earliest, stable, end)).isEmpty())
                .isTrue();
    }

    @Test
    void lostRecordsAreNamed() {
        assertThat(after(5L, new PartitionOffsets(12, 30, 30)).told())
                .isEqualTo(
                        "0a1b.pin: records lost: offsets 5 to 11 of partition 2 were deleted from the topic before they landed. Land more often, or raise the topic's retention.");
    }

    @Test
    void moreLandedThanTheTopicEverHeldIsRejected() {
        assertThatThrownBy(() -> after(31L, new PartitionOffsets(0, 30, 30)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.DATA_REJECTED))
                .hasMessage(
                        "Cannot land 0a1b.pin: partition 2 has landed up to offset 31, but the topic ends at 30, so it was made again since. Move topics/0a1b.pin of the landing away, or land under another prefix.");
    }

    private static OffsetRange after(Long next, PartitionOffsets held) {
        return OffsetRange.after(next == null ? OptionalLong.empty() : OptionalLong.of(next), "0a1b.pin", 2, held);
    }
}
