package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.doubleNumber;
import static pinpipe.cleaning.ColumnType.integer;
import static pinpipe.cleaning.ColumnType.shortenedNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;
import static pinpipe.cleaning.CombinedType.array;
import static pinpipe.cleaning.CombinedType.joined;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineCleanerTest {
    private static final Table PLACE = Table.named("place")
            .key("ind", bigint().from("ind", "index"))
            .column("name", joined(text().from("first"), text().from("last")))
            .column(
                    "at",
                    array(
                            doubleNumber().from("x").between(-90, 90),
                            doubleNumber().from("y")))
            .column("folder", text().withoutPrefix("in ").nullIf("none"))
            .column("age", integer().between(0, 150).rejectUnreadable())
            .column("likes", shortenedNumber().nullIf("none"))
            .column("made", timestamp())
            .ignoring("noise");

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "{'ind':1,'first':'Ada'}                    → 1, Ada, null, null, null, null, null",
                "{'ind':1,'first':'Ada','last':'Byron'}     → 1, Ada Byron, null, null, null, null, null",
                "{'ind':1,'last':' Byron '}                 → 1,  Byron , null, null, null, null, null",
                "{'ind':1,'first':7,'last':true}            → 1, 7 true, null, null, null, null, null",
                "{'ind':1,'first':'\u00a0','last':'\\t'}    → 1, null, null, null, null, null, null",
                "{'ind':1,'x':1,'y':2}                      → 1, null, [1.0, 2.0], null, null, null, null",
                "{'ind':1,'x':'.5','y':'-1e-1'}             → 1, null, [0.5, -0.1], null, null, null, null",
                "{'ind':1,'x':90,'y':9e9}                   → 1, null, [90.0, 9.0E9], null, null, null, null",
                "{'ind':1,'x':1}                            → 1, null, null, null, null, null, null",
                "{'ind':1,'folder':'in /art'}               → 1, null, null, /art, null, null, null",
                "{'ind':1,'folder':'In /art'}               → 1, null, null, In /art, null, null, null",
                "{'ind':1,'folder':'in '}                   → 1, null, null, null, null, null, null",
                "{'ind':1,'folder':'none'}                  → 1, null, null, null, null, null, null",
                "{'ind':1,'age':'36.0'}                     → 1, null, null, null, 36, null, null",
                "{'ind':1,'likes':'1.5M'}                   → 1, null, null, null, null, 1500000, null",
                "{'ind':1,'likes':1.5E7}                    → 1, null, null, null, null, 15000000, null",
                "{'ind':1,'made':'1970-01-02'}              → 1, null, null, null, null, null, 86400000000",
                "{'ind':1,'made':{'$date':1}}               → 1, null, null, null, null, null, 1000",
                "{'ind':1,'made':[1970,1,2]}                → 1, null, null, null, null, null, 86400000000",
                "{'ind':1,'noise':{'a':[1]}}                → 1, null, null, null, null, null, null",
            })
    void aFieldBecomesTheValueOfItsColumn(String line, String meant) {
        assertThat(CleanedText.of(line, PLACE)).containsExactly(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "{'ind':1,'first':'A','new':1.50}           → {'new':1.50}",
                "{'ind':1,'first':'A','new':null,'more':{'b':[true,'x']}} → {'new':null,'more':{'b':[true,'x']}}",
                "{'ind':1,'first':'A','new':NaN}            → {'new':'NaN'}",
                "{'ind':1,'first':'A','new':1,'new':2}      → {'new':2}",
                "{'ind':1,'first':'A','new':'cut \\ud83d'}  → {'new':'cut \uFFFD'}",
                "{'ind':1,'first':'A','index':2}            → {'index':2}",
                "{'index':2,'ind':1,'first':'A'}            → {'index':2}",
                "{'ind':1,'first':'A','last':{'n':1}}       → {'last':{'n':1}}",
                "{'ind':1,'first':'A','x':'1,5'}            → {'x':'1,5'}",
                "{'ind':1,'first':'A','y':NaN}              → {'y':'NaN'}",
                "{'ind':1,'first':'A','y':1e999}            → {'y':1e999}",
                "{'ind':1,'first':'A','likes':'12k followers'} → {'likes':'12k followers'}",
                "{'ind':1,'first':'A','likes':9e99}         → {'likes':9e99}",
                "{'ind':1,'first':'A','likes':[1]}          → {'likes':[1]}",
                "{'ind':1,'first':'A','made':'soon'}        → {'made':'soon'}",
                "{'ind':1,'first':'A','made':{'$date':'x'}} → {'made':{'$date':'x'}}",
                "{'ind':1,'first':'A','_key':1}             → {'_key':1}",
            })
    void whatNoColumnTakesIsRescuedAsItCame(String line, String rescued) {
        assertThat(CleanedText.of(line, PLACE).get(0)).startsWith("1, A").endsWith(" " + rescued);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "{'first':'A'}                              → !key_missing",
                "{'ind':null,'first':'A'}                   → !key_missing",
                "{'ind':' ','first':'A'}                    → !key_missing",
                "{'ind':1.5,'first':'A'}                    → !key_not_whole",
                "{'ind':true,'first':'A'}                   → !key_not_whole",
                "{'ind':NaN,'first':'A'}                    → !key_not_whole",
                "{'ind':[1],'first':'A'}                    → !key_not_whole",
                "{'ind':9223372036854775808,'first':'A'}    → !key_past_64_bits",
                "{'ind':1,'ind':2,'first':'A'}              → !keys_differ",
                "{'ind':1,'ind':null,'first':'A'}           → !keys_differ key_missing",
                "{'ind':1}                                  → !other_table",
                "{'ind':1,'name':'Maya'}                    → !other_table",
                "{'name':'Maya'}                            → !other_table key_missing",
                "{'ind':1,'x':90.5,'y':1}                   → !x_out_of_range",
                "{'ind':1,'x':1e999,'y':1}                  → !x_out_of_range",
                "{'ind':1,'age':'old'}                      → !age_not_whole",
                "{'ind':1,'age':36.5}                       → !age_not_whole",
                "{'ind':1,'age':{}}                         → !age_not_whole",
                "{'ind':1,'age':-1}                         → !age_out_of_range",
                "{'ind':1,'age':2147483648}                 → !age_out_of_range",
                "{'ind':1,'made':'0000-01-01'}              → !made_out_of_range",
                "{'ind':1.5,'x':99,'age':'old'}             → !key_not_whole x_out_of_range age_not_whole",
                "{'ind':1,'first':'A','_deleted':'maybe'}   → !deleted_unreadable",
                "hello                                      → !not_json",
            })
    void aRecordIsRejectedForAllItsReasons(String line, String reasons) {
        assertThat(CleanedText.of(line, PLACE)).containsExactly(reasons);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "{'ind':1,'ind':1.0,'first':'A'}            → 1",
                "{'ind':'1','ind':1,'first':'A'}            → 1",
                "{'ind':'1','ind':'1e0','index':2,'first':'A'} → 1",
                "{'index':1,'first':'A'}                    → 1",
                "{'ind':'1,234','first':'A'}                → 1234",
                "{'ind':-9223372036854775808,'first':'A'}   → -9223372036854775808",
            })
    void aKeyThatIsWrittenTwiceAlikeIsOneKey(String line, String key) {
        assertThat(CleanedText.of(line, PLACE).get(0)).startsWith(key + ", A,");
    }

    @Test
    void aLineIsRejectedWholeIfOneOfItsRecordsIs() {
        assertThat(CleanedText.of("[{'ind':1,'first':'A'},{'ind':2,'age':'old'},{'ind':3}]", PLACE))
                .containsExactly("!line_rejected", "!age_not_whole", "!other_table");
    }

    @Test
    void aFieldThatComesTwiceHasItsLastValue() {
        assertThat(CleanedText.of("{'ind':1,'first':'A','first':'B'}", PLACE).get(0))
                .startsWith("1, B,");
        assertThat(CleanedText.of("{'ind':1,'first':'A','first':null}", PLACE).get(0))
                .startsWith("1, null,");
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        assertThat(CleanedText.of("{'ind':1,'first':'cut \\ud83d'}", PLACE).get(0))
                .startsWith("1, cut \uFFFD,");
        assertThat(CleanedText.of("{'ind':1,'first':'\\ud83d\\ude00'}", PLACE).get(0))
                .startsWith("1, \ud83d\ude00,");
    }

    @Test
    void aKeyThatIsTheTextOfARowIsUnwrappedAlsoWhereAllOtherFieldsAreBare() {
        String row = "{\\\"ind\\\":1,\\\"first\\\":\\\"A\\\",\\\"last\\\":\\\"B\\\"}";
        CleanedLine line = new LineCleaner(PLACE).clean(CleanedText.utf8("{'index':'" + row + "'}"));

        assertThat(CleanedText.of(line, PLACE).get(0)).startsWith("1, A B,");
        assertThat(line.record(0).layers()).containsExactly(Layer.INDEX_WRAPPED, Layer.DOUBLE_ENCODED);
    }

    @Test
    void aNameThatIsTooLongIsRejectedAlsoBesideAllFieldsOfTheTable() {
        Table table = Table.named("t").key("ind", bigint()).column("a", text());
        String line = "{'ind':1,'a':'x','%s':1}".formatted("n".repeat(50_001));

        assertThat(CleanedText.of(line, table)).containsExactly("!line_too_large");
        assertThat(CleanedText.of("{'value':" + line + "}", table)).containsExactly("!line_too_large");
    }

    @Test
    void aLineOfASharedStreamThatBelongsToNoTableIsRejectedWhateverItSays() {
        assertThat(CleanedText.of(rejectedAsOtherTable(CleanedText.utf8("{'ind':1,'first':'A'}")), PLACE))
                .containsExactly("!other_table");
        assertThat(CleanedText.of(rejectedAsOtherTable(new byte[0]), PLACE)).containsExactly("!not_json other_table");
    }

    private static CleanedLine rejectedAsOtherTable(byte[] utf8) {
        return new LineCleaner(PLACE).rejectAsOtherTable(utf8, 0, utf8.length);
    }

    @Test
    void aLineIsCleanedWhereItStandsInABuffer() {
        byte[] buffer = CleanedText.utf8("}}{'ind':1,'first':'A'}{'ind':2");

        CleanedLine line = new LineCleaner(PLACE).clean(buffer, 2, "{'ind':1,'first':'A'}".length());

        assertThat(CleanedText.of(line, PLACE).get(0)).startsWith("1, A,");
        assertThat(CleanedText.of(new LineCleaner(PLACE).clean(null), PLACE)).containsExactly("!not_json");
    }

    @Test
    void whatALineBecomesDoesNotDependOnTheLinesBefore() {
        List<String> lines = List.of(
                "{'ind':1,'first':'A','last':'B','x':1,'y':2,'folder':'in f','age':1,'likes':'1k','made':[1970,1,2]}",
                "{'ind':2}",
                "{'ind':3,'age':'old','new':1}",
                "{'value':{'ind':4,'first':'C','new':{'a':1}}} ",
                "[{'ind':5,'first':'D'},{'ind':6,'first':'E','_deleted':true},{'ind':7,'x':1}]",
                "{'_deleted':1,'_key':8}",
                "hello");
        List<List<String>> alone =
                lines.stream().map(line -> CleanedText.of(line, PLACE)).toList();
        LineCleaner reused = new LineCleaner(PLACE);
        List<Integer> order = new java.util.ArrayList<>(
                IntStream.range(0, 700).map(i -> i % lines.size()).boxed().toList());
        Collections.shuffle(order, new Random(1));

        for (int i : order) {
            assertThat(CleanedText.of(reused.clean(CleanedText.utf8(lines.get(i))), PLACE))
                    .isEqualTo(alone.get(i));
        }
    }
}
