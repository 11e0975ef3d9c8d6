package pinpipe.etl.rule;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import pinpipe.etl.LocalSpark;

/** Each rule over a column of values: written → meant. */
class RulesTest {
    private static final String NOTHING = null;

    @Test
    void shortenedCountsBecomeWholeNumbersAndAnythingElseNull() {
        check(
                Numbers.shortened(),
                "708 → 708",
                "0 → 0",
                "12k → 12000",
                "12K → 12000",
                "42k → 42000",
                "1.5M → 1500000",
                "4M → 4000000",
                "15m → 15000000",
                "2B → 2000000000",
                "1b → 1000000000",
                " 12k  → 12000",
                "12 k → 12000",
                "1,234 → 1234",
                "1,234,567 → 1234567",
                "1.25k → 1250",
                "0.5k → 500",
                "1.2345k → null",
                "1.5 → null",
                "many → null",
                "-3k → null",
                "12kk → null",
                "1,23 → null",
                "k → null",
                "12,k → null",
                "User Info Error → null",
                "999999999999999B → null",
                "٣ → null");
    }

    @Test
    void wholeNumbersAreReadHoweverTheyAreWritten() {
        check(
                Numbers.whole(),
                "42 → 42",
                "-1 → -1",
                "+5 → 5",
                "0 → 0",
                "007 → 7",
                " 42  → 42",
                "7.0 → 7",
                "7. → 7",
                "1e3 → 1000",
                "1.5E1 → 15",
                "9223372036854775807 → 9223372036854775807",
                "-9223372036854775808 → -9223372036854775808",
                "9223372036854775808 → null",
                "-9223372036854775809 → null",
                "1.5 → null",
                "1e-1 → null",
                "1e300 → null",
                "99999999999999999999999999999999999999999 → null",
                "true → null",
                "0x1F → null",
                "1e999 → null",
                "NaN → null",
                "--1 → null",
                " → null");
    }

    @Test
    void aNumberThatIsWholeButTooLargeIsToldApartFromOneThatIsNotWhole() {
        check(
                text -> Numbers.isWhole(text),
                "9223372036854775808 → true",
                "1e30 → true",
                "42 → true",
                "1.5 → false",
                "true → false",
                "1e-1 → false");
    }

    @Test
    void decimalsAreReadWithAndWithoutExponent() {
        check(
                Numbers.decimal(),
                "17.5632 → 17.5632",
                "-88.8298 → -88.8298",
                "90 → 90.0",
                "1.0E-5 → 1.0E-5",
                " 1.5 → 1.5",
                "north → null",
                "1,5 → null",
                "NaN → null",
                "Infinity → null",
                "1.5d → null",
                " → null");
    }

    @Test
    void fiveWaysOfWritingAnInstantAreOneInstantInUtc() {
        check(
                Times.written(),
                "2020-08-28T03:52:47 → 2020-08-28 03:52:47",
                "2020-08-28 03:52:47 → 2020-08-28 03:52:47",
                "2020:08:28 03:52:47 → 2020-08-28 03:52:47",
                "08/28/2020, 03:52:47 → 2020-08-28 03:52:47",
                "20200828035247 → 2020-08-28 03:52:47",
                " 2020-08-28 03:52:47  → 2020-08-28 03:52:47",
                "2020-08-28T03:52:47Z → 2020-08-28 03:52:47",
                "2020-08-28T03:52:47+02:00 → 2020-08-28 01:52:47",
                "2020-08-28T03:52:47+0200 → 2020-08-28 01:52:47",
                "2020-08-28T03:52:47.250 → 2020-08-28 03:52:47.25",
                "2021-03-14T02:30:00 → 2021-03-14 02:30:00",
                "2020-02-30T00:00:00 → null",
                "2020-13-01 00:00:00 → null",
                "28/08/2020, 03:52:47 → null",
                "2020-08-28 → null",
                "2020 → null",
                "0000-00-00 00:00:00 → null",
                "2020-08-28T25:00:00 → null",
                "yesterday → null",
                " → null");
    }

    @Test
    void onlyTheNamedPlaceholdersBecomeNull() {
        check(
                Text.nullWhen("No Title Data Available"),
                "No Title Data Available → null",
                "No Title Data Available  → No Title Data Available ",
                "no title data available → no title data available",
                "Untitled → Untitled",
                " → ");
    }

    @Test
    void blankIsWhatUnicodeCallsWhiteSpace() {
        check(
                Text.nullWhenBlank(),
                " → null",
                "   → null",
                "\u00a0\t\n → null",
                "a → a",
                "\u00a0a\u00a0 → \u00a0a\u00a0",
                "🖼 → 🖼");
    }

    @Test
    void aPrefixGoesAndATextWithoutItStays() {
        check(
                Text.withoutPrefix("Local save in "),
                "Local save in /data/art → /data/art",
                "/data/art → /data/art",
                "Local save in → Local save in",
                "local save in /x → local save in /x");
    }

    @Test
    void nullStaysNullInEveryRule() {
        for (UnaryOperator<Column> rule : List.<UnaryOperator<Column>>of(
                Numbers.shortened(),
                Numbers.whole(),
                Numbers.decimal(),
                Times.written(),
                Text.nullWhen("x"),
                Text.nullWhenBlank(),
                Text.withoutPrefix("x"))) {
            assertThat(apply(rule, java.util.Arrays.asList(NOTHING))).containsExactly(NOTHING);
        }
    }

    private static void check(UnaryOperator<Column> rule, String... cases) {
        List<String> written = new ArrayList<>();
        List<String> meant = new ArrayList<>();
        for (String each : cases) {
            int arrow = each.indexOf(" → ");
            written.add(arrow < 0 ? "" : each.substring(0, arrow));
            String value = each.substring(arrow + 3);
            meant.add(value.equals("null") ? null : value);
        }
        assertThat(apply(rule, written)).containsExactlyElementsOf(meant);
    }

    private static List<String> apply(UnaryOperator<Column> rule, List<String> written) {
        return LocalSpark.spark()
                .createDataset(written, Encoders.STRING())
                .coalesce(1)
                .select(rule.apply(col("value")).cast("string"))
                .collectAsList()
                .stream()
                .map((Row row) -> row.getString(0))
                .toList();
    }
}
