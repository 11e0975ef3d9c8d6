package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;

/** The record with the highest place in the topic has the last word on its row, also where it says nothing new or that the row is gone. */
@Tag("once")
class NewestWordTest {
    private static final Counts.Outcomes STALE = new Counts.Outcomes(0, 0, 0, 1, 0, 0);
    private static final Counts.Outcomes UNCHANGED = new Counts.Outcomes(0, 0, 1, 0, 0, 0);
    private static final Counts.Outcomes UPDATED = new Counts.Outcomes(0, 1, 0, 0, 0, 0);
    private static final Counts.Outcomes INSERTED = new Counts.Outcomes(1, 0, 0, 0, 0, 0);

    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void whatWasSaidAgainIsNotUndoneByWhatWasSaidInBetween() {
        assertThat(cleaned(10, aged(30)).outcomes()).isEqualTo(INSERTED);
        assertThat(cleaned(30, aged(30)).outcomes()).isEqualTo(UNCHANGED);

        assertThat(cleaned(20, aged(31)).outcomes()).isEqualTo(STALE);
        assertThat(ages()).containsExactly(30);
        assertThat(cleaned(40, aged(32)).outcomes()).isEqualTo(UPDATED);
        assertThat(cleaned(35, aged(33)).outcomes()).isEqualTo(STALE);
        assertThat(ages()).containsExactly(32);
    }

    @Test
    void aDeletionTakesTheRowAwayAndNothingOlderBringsItBack() {
        cleaned(10, aged(30));
        Report gone = cleaned(20, "{\"ind\":1,\"_deleted\":true}");

        assertThat(gone.outcomes()).isEqualTo(UPDATED);
        assertThat(gone.counts().deleted()).isEqualTo(1);
        assertThat(ages()).isEmpty();
        assertThat(cleaned(15, aged(31)).outcomes()).isEqualTo(STALE);
        assertThat(ages()).isEmpty();
        assertThat(cleaned(25, aged(32)).outcomes()).isEqualTo(INSERTED);
        assertThat(cleaned(24, "{\"_deleted\":true,\"_key\":1}").outcomes()).isEqualTo(STALE);
        assertThat(ages()).containsExactly(32);
    }

    @Test
    void aDeletionThatIsReadFirstHoldsBackWhatIsOlder() {
        assertThat(cleaned(20, "{\"_deleted\":true,\"_key\":1}").outcomes()).isEqualTo(UNCHANGED);
        assertThat(cleaned(10, aged(30)).outcomes()).isEqualTo(STALE);
        assertThat(ages()).isEmpty();
    }

    @Test
    void aDeletionInTheSameBatchWinsByItsPlace() {
        user.land(
                folder.resolve("l"),
                0,
                List.of(
                        aged(30),
                        "{\"_deleted\":\"true\",\"ind\":1}",
                        "{\"_deleted\":true,\"_key\":\"x\"}",
                        "{\"_deleted\":true}",
                        "{\"_deleted\":false,\"ind\":2,\"age\":40,\"date_joined\":\"2020-01-01T00:00:00\"}"),
                5);

        Report report = clean(false);

        assertThat(report.outcomes()).isEqualTo(new Counts.Outcomes(1, 0, 1, 0, 1, 2));
        assertThat(report.counts().reasons().keySet()).containsExactly("key_missing", "key_not_whole");
        assertThat(ages()).containsExactly(40);
    }

    @Test
    void rebuildingKnowsWhatIsGone() {
        cleaned(10, aged(30));
        cleaned(20, "{\"ind\":1,\"_deleted\":true}");

        Report again = clean(true);

        assertThat(again.outcomes()).isEqualTo(new Counts.Outcomes(0, 0, 1, 0, 1, 0));
        assertThat(ages()).isEmpty();
        assertThat(cleaned(15, aged(31)).outcomes()).isEqualTo(STALE);
    }

    private Report cleaned(long offset, String line) {
        user.land(folder.resolve("l"), offset, List.of(line), 1);
        return clean(false);
    }

    private Report clean(boolean rebuild) {
        return new Warehouse(folder.resolve("w"))
                .clean(
                        USER,
                        folder.resolve("l"),
                        pinpipe.etl.landing.Landing.Reading.AUTO,
                        java.time.Duration.ZERO,
                        rebuild)
                .get(0);
    }

    private List<Integer> ages() {
        List<JsonNode> rows = new Warehouse(folder.resolve("w")).rows("user");
        return rows.stream().map(row -> row.get("age").asInt()).toList();
    }

    private static String aged(int age) {
        return "{\"ind\":1,\"first_name\":\"Ada\",\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}".formatted(age);
    }
}
