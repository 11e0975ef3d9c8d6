package pinpipe.cleaning.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way of writing a number: written → meant. */
class NumbersTest {
    private static final WrittenAndMeant WHOLE = new WrittenAndMeant(Numbers::whole, Long::toString);
    private static final WrittenAndMeant SHORTENED = new WrittenAndMeant(Numbers::shortened, Long::toString);
    private static final WrittenAndMeant FRACTION =
            new WrittenAndMeant(Numbers::fraction, bits -> Double.toString(Double.longBitsToDouble(bits)));

    @Test
    void wholeNumbersAreReadHoweverTheyAreWritten() {
        WHOLE.holds(
                "42 → 42",
                "-1 → -1",
                "+5 → 5",
                "0 → 0",
                "-0 → 0",
                "007 → 7",
                " 42  → 42",
                "\u00a042\u2003 → 42",
                "7.0 → 7",
                "7. → 7",
                "1e3 → 1000",
                "1.5E1 → 15",
                "1.5E+1 → 15",
                "15000e-3 → 15",
                "0e999999999 → 0",
                "0.000e-999999999 → 0",
                "1,234 → 1234",
                "-1,234,567.00 → -1234567",
                "999999999999999999 → 999999999999999999",
                "0000000000000000000000000042 → 42",
                "9223372036854775807 → 9223372036854775807",
                "-9223372036854775808 → -9223372036854775808",
                "9,223,372,036,854,775,807 → 9223372036854775807");
    }

    @Test
    void aWholeNumberPastSixtyFourBitsIsOutOfRange() {
        WHOLE.holds(
                "9223372036854775808 → out of range",
                "-9223372036854775809 → out of range",
                "9,223,372,036,854,775,808 → out of range",
                "1e30 → out of range",
                "1e300 → out of range",
                "1e999999999 → out of range",
                "99999999999999999999999999999999999999999 → out of range");
    }

    @Test
    void whatIsNoWholeNumberIsUnreadable() {
        WHOLE.holds(
                "1.5 → unreadable",
                "1e-1 → unreadable",
                "1e-999999999 → unreadable",
                "1e1000000000 → unreadable",
                "1,23 → unreadable",
                ",123 → unreadable",
                "1234,567 → unreadable",
                "1,234e3 → unreadable",
                "true → unreadable",
                "0x1F → unreadable",
                "NaN → unreadable",
                "Infinity → unreadable",
                "--1 → unreadable",
                "1 2 → unreadable",
                "12k → unreadable",
                "٣ → unreadable",
                "１２ → unreadable",
                "1\u0000 → unreadable",
                "1\uffff → unreadable",
                ". → unreadable",
                "+ → unreadable",
                "e5 → unreadable",
                " → unreadable");
    }

    @Test
    void shortenedCountsBecomeWholeNumbers() {
        SHORTENED.holds(
                "708 → 708",
                "0 → 0",
                "15000000.0 → 15000000",
                "1.5E7 → 15000000",
                "1.5e+7 → 15000000",
                "1.2e4 → 12000",
                "12k → 12000",
                "12K → 12000",
                "42k → 42000",
                "1.5M → 1500000",
                "4M → 4000000",
                "15m → 15000000",
                "2B → 2000000000",
                "1b → 1000000000",
                ".5k → 500",
                "0.5k → 500",
                "12.k → 12000",
                " 12k  → 12000",
                "\u00a012k\u00a0 → 12000",
                "12 k → 12000",
                "1,234 → 1234",
                "1,234,567 → 1234567",
                "1,234k → 1234000",
                "1,234.5k → 1234500",
                "1.25k → 1250",
                "9223372036854775807 → 9223372036854775807");
    }

    @Test
    void whatIsNoCountIsUnreadableAndNeverZero() {
        SHORTENED.holds(
                "1.2345k → unreadable",
                "1.5 → unreadable",
                ".5 → unreadable",
                "many → unreadable",
                "12k followers → unreadable",
                "-3k → unreadable",
                "-3 → unreadable",
                "+3 → unreadable",
                "12kk → unreadable",
                "1e3k → unreadable",
                "1e-3 → unreadable",
                "1,23 → unreadable",
                "k → unreadable",
                "12,k → unreadable",
                "User Info Error → unreadable",
                "NaN → unreadable",
                "٣ → unreadable",
                " → unreadable");
    }

    @Test
    void aCountPastSixtyFourBitsIsOutOfRange() {
        SHORTENED.holds(
                "9223372036854775808 → out of range",
                "999999999999999999B → out of range",
                "1e999999999 → out of range");
    }

    @Test
    void fractionsAreReadWithAndWithoutExponent() {
        FRACTION.holds(
                "17.5632 → 17.5632",
                "-88.8298 → -88.8298",
                "90 → 90.0",
                "+90. → 90.0",
                ".5 → 0.5",
                "-.5 → -0.5",
                "1.0E-5 → 1.0E-5",
                "1e2 → 100.0",
                "1e-999999999 → 0.0",
                " 1.5 → 1.5",
                "0.1000000000000000055511151231257827 → 0.1");
    }

    @Test
    void whatIsNoFractionIsUnreadable() {
        FRACTION.holds(
                "north → unreadable",
                "1,5 → unreadable",
                "1,234.5 → unreadable",
                "NaN → unreadable",
                "Infinity → unreadable",
                "1.5d → unreadable",
                "1.5f → unreadable",
                "0x1p3 → unreadable",
                "17°33' → unreadable",
                "1e → unreadable",
                "1.2.3 → unreadable",
                " → unreadable");
        FRACTION.holds("1e309 → out of range", "-1e999999999 → out of range");
    }

    @Test
    @Timeout(5)
    void aTextOfMoreThanFourHundredCharactersIsNoNumber() {
        String longest = "9".repeat(400);
        for (WrittenAndMeant any : new WrittenAndMeant[] {WHOLE, SHORTENED}) {
            assertThat(any.meaning(longest)).isEqualTo(WrittenAndMeant.OUT_OF_RANGE);
            assertThat(any.meaning("0".repeat(399) + "7")).isEqualTo("7");
        }
        for (WrittenAndMeant any : new WrittenAndMeant[] {WHOLE, SHORTENED, FRACTION}) {
            assertThat(any.meaning(longest + "9")).isEqualTo(WrittenAndMeant.UNREADABLE);
            assertThat(any.meaning("0".repeat(5_000_000))).isEqualTo(WrittenAndMeant.UNREADABLE);
            assertThat(any.meaning("1" + ",000".repeat(1_000_000))).isEqualTo(WrittenAndMeant.UNREADABLE);
        }
    }

    @Test
    void anyWholeNumberIsReadInEveryExactForm() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            BigDecimal exact = BigDecimal.valueOf(number);
            String meant = Long.toString(number);

            assertThat(WHOLE.meaning(meant)).isEqualTo(meant);
            assertThat(WHOLE.meaning(meant + ".00")).isEqualTo(meant);
            assertThat(WHOLE.meaning(exact.movePointLeft(3).toPlainString() + "e3"))
                    .isEqualTo(meant);
            assertThat(WHOLE.meaning(exact.stripTrailingZeros().toString())).isEqualTo(meant);
            assertThat(WHOLE.meaning("%,d".formatted(number))).isEqualTo(meant);
        }
    }

    @Test
    void aNumberOfTwoThousandBitsIsNeverTakenForASmallOne() {
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            BigInteger number = new BigInteger(1 + random.nextInt(1_300), random);
            String meant = number.bitLength() < Long.SIZE ? number.toString() : WrittenAndMeant.OUT_OF_RANGE;

            assertThat(WHOLE.meaning(number.toString())).isEqualTo(meant);
            assertThat(SHORTENED.meaning(number.toString())).isEqualTo(meant);
        }
    }

    @Test
    void anyDoubleIsReadAsItself() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            String meant = Double.isFinite(number) ? Double.toString(number) : WrittenAndMeant.UNREADABLE;

            assertThat(FRACTION.meaning(Double.toString(number))).isEqualTo(meant);
        }
    }
}
