package pinpipe.etl.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pinpipe.etl.doctor.Finding.Level;

/** What each examination makes of what it sees; no store and no session is needed for that. */
class ExaminationsTest {
    @Test
    void oneThatBreaksIsAFindingAndWhatNeedsItIsLeftOut() {
        Examination broken = Examination.of("landing", () -> {
            throw new UncheckedIOException(new ConnectException("Connection refused"));
        });
        Examination.Named found = broken.findings(Set.of()).get(0);

        assertThat(found.fails()).isTrue();
        assertThat(found.line())
                .startsWith("fail  landing     — Cannot look at this: ")
                .contains("Connection refused");
        assertThat(broken.after("warehouse")
                        .findings(Set.of("warehouse"))
                        .get(0)
                        .line())
                .isEqualTo("warn  landing     — not looked at, because of what failed above");
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "60, OK", "-60, OK", "61, WARN", "-900, WARN", "901, FAIL", "-901, FAIL"})
    void clocksMayBeAMinuteApart(long seconds, Level level) {
        assertThat(new Clock(() -> Duration.ofSeconds(seconds)).findings())
                .extracting(Finding::level)
                .containsExactly(level);
    }

    @Test
    void aDateBetweenBeforeAndAfterTellsOfNoDifference() {
        Instant noon = Instant.parse("2020-01-01T12:00:00.900Z");

        assertThat(WarehouseAccess.ahead(noon.minusMillis(900), noon, noon.plusSeconds(2)))
                .isEqualTo(Duration.ZERO);
        assertThat(WarehouseAccess.ahead(noon.plusSeconds(62), noon, noon.plusSeconds(2)))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(WarehouseAccess.ahead(noon.minusSeconds(60), noon, noon.plusSeconds(2)))
                .isEqualTo(Duration.ofMinutes(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 0, 0, OK, in folders partition=<n>/",
        "0, 10, 0, OK, in folders of a time or field partitioner",
        "9, 1, 0, WARN, some in folders partition=<n>/ and some in other folders",
        "9, 0, 1, WARN, 9 of 10 names understood",
        "0, 0, 10, FAIL, such as topics/x.pin/odd.avro"
    })
    void namesTellWhichPartitionerMadeThem(int numbered, int elsewhere, int unknown, Level level, String detail) {
        Finding finding = LandingLayout.judged(
                new LandingLayout.Names("x.pin", numbered, elsewhere, unknown, "topics/x.pin/odd.avro"));

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.detail()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "3.5.7, 3.3.3, 17, 1, OK",
        "4.0.2, 4.0.1, 21, 1, OK",
        "3.5.7, , 17, 1, OK",
        "4.0.2, 3.3.3, 17, 2, FAIL",
        "3.5.7, 3.3.3, 24, 2, WARN"
    })
    void versionsMustGoTogether(String spark, String delta, int java, int findings, Level last) {
        assertThat(new Versions(spark, delta, java).findings())
                .hasSize(findings)
                .last()
                .extracting(Finding::level)
                .isEqualTo(last);
    }

    @Test
    void credentialsAreNamedByWhereTheyAre() {
        assertThat(credentials(Set.of(), Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")))
                .isEqualTo(new Finding(
                        Level.OK, "found in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)", ""));
        assertThat(credentials(Set.of("fs.s3a.bucket.b.access.key"), Set.of("AWS_WEB_IDENTITY_TOKEN_FILE"))
                        .detail())
                .isEqualTo("found in the settings (spark.hadoop.fs.s3a.bucket.b.access.key);"
                        + " a role by the environment (AWS_WEB_IDENTITY_TOKEN_FILE)");
        assertThat(credentials(Set.of(), Set.of()).detail())
                .startsWith("none in settings or environment: the machine's or the platform's role is asked");
        assertThat(credentials(Set.of(), Set.of("AWS_SECRET_ACCESS_KEY")))
                .isEqualTo(new Finding(
                        Level.FAIL,
                        "AWS_SECRET_ACCESS_KEY is in the environment and AWS_ACCESS_KEY_ID is not",
                        "Set both, or neither."));
    }

    private static Finding credentials(Set<String> settings, Set<String> environment) {
        List<Finding> findings =
                new Credentials(Set.of("b"), settings::contains, environment::contains, false).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
