package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;

/** How much may be rejected before nothing is written. */
class BudgetTest {
    @Test
    void eachLimitHoldsForItself() {
        assertThat(new Budget(0.05, Long.MAX_VALUE).passedBy(rejected(5, 100))).isFalse();
        assertThat(new Budget(0.05, Long.MAX_VALUE).passedBy(rejected(6, 100))).isTrue();
        assertThat(new Budget(1, 5).passedBy(rejected(5, 6))).isFalse();
        assertThat(new Budget(1, 5).passedBy(rejected(6, 1_000_000))).isTrue();
        assertThat(new Budget(0, 0).passedBy(rejected(0, 0))).isFalse();
        assertThat(Budget.UNLIMITED.passedBy(rejected(9, 9))).isFalse();
    }

    @Test
    void aSmallBatchOfAStreamIsMeasuredAsIfItWereLarge() {
        Budget budget = new Budget(0.05, 60).ofBatches();

        assertThat(budget.passedBy(rejected(50, 51))).isFalse();
        assertThat(budget.passedBy(rejected(51, 51))).isTrue();
        assertThat(budget.passedBy(rejected(60, 1_200))).isFalse();
        assertThat(budget.passedBy(rejected(61, 1_500))).isTrue();
        assertThat(budget.rejection("pin", rejected(51, 51)))
                .hasMessageEndingWith("`pinpipe runs --json` has all reasons.");
    }

    @Test
    void theSentenceSaysWhichLimitWasPassed() {
        Failure share = new Budget(0.05, 1_000).rejection("pin", rejected(310, 1_000));
        Failure count = new Budget(0.5, 1_000).rejection("pin", rejected(1_305, 4_210));
        Failure both = new Budget(0.05, 1_000).rejection("pin", rejected(1_305, 4_210));

        assertThat(share.exit()).isEqualTo(Exit.DATA_REJECTED);
        assertThat(share)
                .hasMessage(
                        "Cannot clean pin: 31.0% of 1,000 records rejected (allowed 5.0%), mostly not_json. Mend the source, or allow more with --max-rejected-share; --report FILE has all reasons.");
        assertThat(count)
                .hasMessage(
                        "Cannot clean pin: 1,305 of 4,210 records rejected (allowed 1,000), mostly not_json. Mend the source, or allow more with --max-rejected; --report FILE has all reasons.");
        assertThat(both)
                .hasMessageContaining("31.0% of 4,210 records rejected (allowed 5.0% and 1,000)")
                .hasMessageContaining("with --max-rejected-share and --max-rejected;");
    }

    private static Counts rejected(long rejected, long read) {
        Counts.Outcomes outcomes = new Counts.Outcomes(read - rejected, 0, 0, 0, 0, rejected);
        return new Counts(read, read, outcomes, Map.of("not_json", rejected, "empty", 0L), Map.of(), Map.of(), 0, 0);
    }
}
