package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;

/** A sink that goes back puts other objects where some were read: longer ones, or ones that begin in the middle of others. */
@Tag("once")
class GrownObjectTest {
    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void anObjectThatBeginsInWhatWasReadIsReadWhereItFillsAHole() {
        land(1, 1);
        land(3, 2);
        assertThat(clean().source().gaps()).containsExactly(new Source.Gap(0, 2, 3, "passed"));

        land(1, 2); // in the place of the first
        Report filled = clean();
        assertThat(filled.outcomes()).isEqualTo(new Counts.Outcomes(1, 0, 1, 0, 0, 0));
        assertThat(filled.source().gaps()).containsExactly(new Source.Gap(0, 2, 3, "filled late"));

        land(2, 6); // reaches beyond all that was read, but begins before the last
        Report beyond = clean();
        assertThat(beyond.outcomes()).isEqualTo(new Counts.Outcomes(3, 0, 3, 0, 0, 0));
        assertThat(beyond.source().gaps()).isEmpty();
        land(8, 1);
        assertThat(clean().outcomes().inserted()).isEqualTo(1);
        assertThat(new Warehouse(folder.resolve("w")).rows("user"))
                .extracting(row -> row.get("ind").asInt())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    private Report clean() {
        return new Warehouse(folder.resolve("w"))
                .clean(USER, folder.resolve("l"))
                .get(0);
    }

    /** Lands an object of so many records whose keys are their offsets. */
    private void land(int offset, int records) {
        List<String> lines = IntStream.range(offset, offset + records)
                .mapToObj(key ->
                        "{\"ind\":%d,\"first_name\":\"Ada\",\"date_joined\":\"2020-01-01T00:00:00\"}".formatted(key))
                .toList();
        user.land(folder.resolve("l"), offset, lines, records);
    }
}
