package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.doubleNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a record says that its row is deleted. */
class DeletionTest {
    private static final Table USER = Table.named("user")
            .key("ind", bigint().from("ind", "index"))
            .column("name", text().required())
            .column("x", doubleNumber().between(-90, 90))
            .column("seen", timestamp());

    private static final Table TAG = Table.named("tag").key("id", text()).column("n", bigint());

    @ParameterizedTest
    @ValueSource(strings = {"true", "'true'", "'True'", "'TRUE'", "' true '", "1", "'1'", "'t'", "'yes'", "'Y'"})
    void aMarkOfDeletionIsReadInEverySpelling(String mark) {
        assertThat(CleanedText.of("{'ind':7,'name':'A','_deleted':" + mark + "}", USER))
                .containsExactly("-7");
        assertThat(CleanedText.of("{'ind':7,'name':'A','__deleted':" + mark + "}", USER))
                .containsExactly("-7");
        assertThat(CleanedText.of("{'value':{'ind':7,'__deleted':" + mark + "}}", USER))
                .containsExactly("-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "'false'", "'False'", "0", "'0'", "'f'", "'no'", "'N'", "''", "' '", "null"})
    void aRecordThatIsMarkedAsNotDeletedStays(String mark) {
        assertThat(CleanedText.of("{'ind':7,'name':'A','__deleted':" + mark + "}", USER))
                .containsExactly("7, A, null, null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'maybe'", "2", "-1", "NaN", "{}", "[true]", "'wahr'"})
    void aMarkThatSaysNeitherRejectsTheRecord(String mark) {
        assertThat(CleanedText.of("{'ind':7,'name':'A','_deleted':" + mark + "}", USER))
                .containsExactly("!deleted_unreadable");
    }

    @Test
    void oneOfTwoMarksIsEnough() {
        assertThat(CleanedText.of("{'ind':7,'_deleted':true,'__deleted':'false'}", USER))
                .containsExactly("-7");
        assertThat(CleanedText.of("{'ind':7,'_deleted':false,'__deleted':'true'}", USER))
                .containsExactly("-7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "7                                    → -7",
                "'7'                                  → -7",
                "'\\\"7\\\"'                          → -7",
                "7.0                                  → -7",
                "{'ind':7}                            → -7",
                "{'index':'7'}                        → -7",
                "{'index':8,'ind':7}                  → -7",
                "'{\\\"ind\\\":7}'                    → -7",
                "{'schema':{'type':'int64'},'payload':7} → -7",
                "{'schema':{},'payload':{'ind':7}}    → -7",
                "'{\\\"payload\\\":{\\\"ind\\\":7}}'  → -7",
                "null                                 → !key_missing",
                "''                                   → !key_missing",
                "{'id':7}                             → !key_not_whole",
                "[7]                                  → !key_not_whole",
                "'seven'                              → !key_not_whole",
                "7.5                                  → !key_not_whole",
                "'9223372036854775808'                → !key_past_64_bits",
            })
    void theKeyOfAMessageWithoutAValueIsReadHoweverItIsWrapped(String key, String meant) {
        assertThat(CleanedText.of("{'_deleted':true,'_key':" + key + "}", USER)).containsExactly(meant);
    }

    @Test
    void theKeyOfTheRowCountsBeforeTheKeyOfTheMessage() {
        assertThat(CleanedText.of("{'_deleted':true,'_key':8,'ind':7}", USER)).containsExactly("-7");
    }

    @Test
    void aMessageKeyWithoutADeletionIsNoKey() {
        assertThat(CleanedText.of("{'_key':7,'name':'A'}", USER)).containsExactly("!key_missing");
    }

    @Test
    void aKeyThatIsATextIsTakenAsItIs() {
        assertThat(CleanedText.of("{'_deleted':true,'_key':'art'}", TAG)).containsExactly("-art");
        assertThat(CleanedText.of("{'_deleted':true,'_key':'\\\"art\\\"'}", TAG))
                .containsExactly("-art");
        assertThat(CleanedText.of("{'_deleted':true,'_key':{'id':'art'}}", TAG)).containsExactly("-art");
        assertThat(CleanedText.of("{'_deleted':true,'_key':'7'}", TAG)).containsExactly("-7");
    }

    @Test
    void aDeletionNeedsNoMoreThanItsKey() {
        assertThat(CleanedText.of("{'_deleted':true,'ind':7,'x':99,'seen':'0000-01-01','name':null}", USER))
                .containsExactly("-7");
        assertThat(CleanedText.of("{'op':'d','before':{'ind':7,'x':99,'seen':'x'},'after':null}", USER))
                .containsExactly("-7");
        assertThat(CleanedText.of("{'_deleted':true,'name':'A'}", USER)).containsExactly("!key_missing");
    }

    @Test
    void aDebeziumChangeDeletesByItsOperationOnly() {
        assertThat(CleanedText.of("{'op':'u','before':{'ind':7,'name':'A'},'after':{'ind':7,'name':'B'}}", USER))
                .containsExactly("7, B, null, null");
        assertThat(CleanedText.of("{'op':'d','before':{'ind':7,'name':'A'},'after':{'ind':8,'name':'B'}}", USER))
                .containsExactly("-7");
    }
}
