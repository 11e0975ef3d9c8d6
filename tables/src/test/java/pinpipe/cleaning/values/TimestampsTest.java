package pinpipe.cleaning.values;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Each way of writing an instant: written → meant, in UTC. */
class TimestampsTest {
    static final WrittenAndMeant TEXT = new WrittenAndMeant(
            Timestamps::read,
            micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());

    @Test
    void theWaysOfWritingAnInstantThatAreMetInUseAreOneInstant() {
        TEXT.holds(
                "2020-08-28T03:52:47 → 2020-08-28T03:52:47Z",
                "2020-08-28 03:52:47 → 2020-08-28T03:52:47Z",
                "2020:08:28 03:52:47 → 2020-08-28T03:52:47Z",
                "08/28/2020, 03:52:47 → 2020-08-28T03:52:47Z",
                "08/28/2020 03:52:47 → 2020-08-28T03:52:47Z",
                "20200828035247 → 2020-08-28T03:52:47Z",
                "20200828T035247 → 2020-08-28T03:52:47Z",
                "20200828T035247Z → 2020-08-28T03:52:47Z",
                "20200828t0352 → 2020-08-28T03:52:00Z",
                "2020-08-28t03:52:47z → 2020-08-28T03:52:47Z",
                " 2020-08-28 03:52:47  → 2020-08-28T03:52:47Z",
                "\u00a02020-08-28 03:52:47\u00a0 → 2020-08-28T03:52:47Z",
                "2020-08-28T03:52 → 2020-08-28T03:52:00Z",
                "2020-08-28 03:52 → 2020-08-28T03:52:00Z",
                "2020-08-28 → 2020-08-28T00:00:00Z",
                "20200828 → 2020-08-28T00:00:00Z",
                "2021-03-14T02:30:00 → 2021-03-14T02:30:00Z");
    }

    @Test
    void fractionsAreKeptToMicrosecondsAndFinerOnesCut() {
        TEXT.holds(
                "2020-08-28T03:52:47.250 → 2020-08-28T03:52:47.250Z",
                "2020-08-28T03:52:47,5 → 2020-08-28T03:52:47.500Z",
                "2020-08-28T03:52:47.123456 → 2020-08-28T03:52:47.123456Z",
                "2020-08-28T03:52:47.123456789 → 2020-08-28T03:52:47.123456Z",
                "1960-08-28T03:52:47.999999999 → 1960-08-28T03:52:47.999999Z",
                "2020-08-28T03:52:47.1+02:00 → 2020-08-28T01:52:47.100Z",
                "2020-08-28T03:52:47. → unreadable",
                "2020-08-28T03:52:47.1234567890 → unreadable",
                "2020-08-28T03:52:47.12x → unreadable");
    }

    @Test
    void aZoneIsTakenAsItIsWritten() {
        TEXT.holds(
                "2020-08-28T03:52:47Z → 2020-08-28T03:52:47Z",
                "2020-08-28 03:52:47 Z → 2020-08-28T03:52:47Z",
                "2020-08-28 03:52:47 UTC → 2020-08-28T03:52:47Z",
                "2020-08-28 03:52:47 GMT → 2020-08-28T03:52:47Z",
                "2020-08-28T03:52:47UTC → 2020-08-28T03:52:47Z",
                "2020-08-28T03:52:47+02:00 → 2020-08-28T01:52:47Z",
                "2020-08-28T03:52:47+0200 → 2020-08-28T01:52:47Z",
                "2020-08-28T03:52:47+02 → 2020-08-28T01:52:47Z",
                "2020-08-28 03:52:47 -0530 → 2020-08-28T09:22:47Z",
                "2020-08-28T03:52+18:00 → 2020-08-27T09:52:00Z",
                "2020-08-28T03:52:47-00:00 → 2020-08-28T03:52:47Z",
                "2020-08-28T03:52:47+18:01 → unreadable",
                "2020-08-28T03:52:47+19 → unreadable",
                "2020-08-28T03:52:47+02:60 → unreadable",
                "2020-08-28T03:52:47+2 → unreadable",
                "2020-08-28T03:52:47+02: → unreadable",
                "2020-08-28T03:52:47 CET → unreadable",
                "2020-08-28T03:52:47[Europe/Paris] → unreadable");
    }

    @Test
    void timeSinceTheEpochIsToldApartByItsDigits() {
        TEXT.holds(
                "1456819200 → 2016-03-01T08:00:00Z",
                "1456819200.25 → 2016-03-01T08:00:00.250Z",
                "1456819200123 → 2016-03-01T08:00:00.123Z",
                "1456819200123456 → 2016-03-01T08:00:00.123456Z",
                "1456819200123456789 → 2016-03-01T08:00:00.123456Z",
                "1.4568192E9 → 2016-03-01T08:00:00Z",
                "1.4568192E12 → 2016-03-01T08:00:00Z",
                "1456819200.0 → 2016-03-01T08:00:00Z",
                "-1456819200 → 1923-11-02T16:00:00Z",
                "145681920 → unreadable",
                "14568192000 → unreadable",
                "0 → unreadable",
                "2020 → unreadable",
                "1e999999999 → unreadable",
                "1e-999999999 → unreadable",
                "NaN → unreadable");
    }

    @Test
    void mailDatesAreReadAndImpossibleOnesAreNot() {
        TEXT.holds(
                "Thu, 21 Apr 2016 20:16:54 GMT → 2016-04-21T20:16:54Z",
                "Thu, 21 Apr 2016 20:16:54 UTC → 2016-04-21T20:16:54Z",
                "Thu, 21 Apr 2016 20:16:54 +0200 → 2016-04-21T18:16:54Z",
                "thu, 21 apr 2016 20:16:54 GMT → 2016-04-21T20:16:54Z",
                "21 Apr 2016 20:16:54 GMT → 2016-04-21T20:16:54Z",
                "1 Apr 2016 20:16 GMT → 2016-04-01T20:16:00Z",
                "Fri, 21 Apr 2016 20:16:54 GMT → unreadable",
                "31 Apr 2016 20:16:54 GMT → unreadable",
                "30 Feb 2016 20:16:54 GMT → unreadable",
                "29 Feb 2015 20:16:54 GMT → unreadable",
                "21 Apr 2016 24:00:00 GMT → unreadable",
                "21 Apr 16 20:16:54 GMT → unreadable",
                "21 Apr 12016 20:16:54 GMT → unreadable",
                "21 Apr 0000 20:16:54 GMT → out of range",
                "Thu, 21 Apr 2016 20:16:54 → unreadable",
                "Thu, 21 Avril 2016 20:16:54 GMT → unreadable");
    }

    @Test
    void yearsFromOneTo9999AreReadAndOthersAreOutOfRange() {
        TEXT.holds(
                "0001-01-01T00:00:00 → 0001-01-01T00:00:00Z",
                "0001-01-01T00:00:00+00:01 → out of range",
                "0000-12-31T23:59:59 → out of range",
                "-0001-01-01T00:00:00Z → out of range",
                "9999-12-31T23:59:59.999999999 → 9999-12-31T23:59:59.999999Z",
                "9999-12-31T23:59:59-00:01 → out of range",
                "10000-01-01T00:00:00 → out of range",
                "+10000-01-01T00:00:00Z → out of range",
                "+12020-08-28 → out of range",
                "+2020-08-28T03:52:47 → unreadable",
                "1900-01-01T00:00:00+01:00 → 1899-12-31T23:00:00Z",
                "1582-10-10T00:00:00 → 1582-10-10T00:00:00Z",
                "9999999999999 → 2286-11-20T17:46:39.999Z",
                "-9999999999 → 1653-02-10T06:13:21Z");
    }

    @Test
    void daysAndTimesThatNoCalendarHasAreUnreadable() {
        TEXT.holds(
                "2020-02-29T00:00:00 → 2020-02-29T00:00:00Z",
                "2000-02-29 → 2000-02-29T00:00:00Z",
                "1900-02-29 → unreadable",
                "2019-02-29 → unreadable",
                "2020-02-30T00:00:00 → unreadable",
                "2020-04-31 → unreadable",
                "2020-13-01 00:00:00 → unreadable",
                "2020-00-10 → unreadable",
                "2020-01-00 → unreadable",
                "28/08/2020, 03:52:47 → unreadable",
                "0000-00-00 00:00:00 → unreadable",
                "2020-08-28T24:00:00 → unreadable",
                "2020-08-28T25:00:00 → unreadable",
                "2020-08-28T03:60:00 → unreadable",
                "2020-08-28T23:59:60 → unreadable",
                "20200230 → unreadable",
                "20200828245247 → unreadable");
    }

    @Test
    void textAroundOrInsideAnInstantMakesItUnreadable() {
        TEXT.holds(
                "yesterday → unreadable",
                " → unreadable",
                "2020-8-28 → unreadable",
                "2020-08-28T → unreadable",
                "2020-08-28T03 → unreadable",
                "2020-08-28T3:52:47 → unreadable",
                "2020-08-28T03:52:4 → unreadable",
                "2020-08-28T03:52:47x → unreadable",
                "2020-08-28  03:52:47 → unreadable",
                "2020/08/28 03:52:47 → unreadable",
                "2020:08:28 → unreadable",
                "2020:08:28T03:52:47 → unreadable",
                "08/28/2020 → unreadable",
                "08/28/20, 03:52:47 → unreadable",
                "08/28/2020, 03:52:47 PM → unreadable",
                "202008280352 → unreadable",
                "٢٠٢٠-08-28 → unreadable",
                "2020-08-28\u000003:52:47 → unreadable",
                "2020-08-28T03:52:47\u0000 → unreadable",
                "\u00002020-08-28T03:52:47 → unreadable",
                "2020-08-28T03:52:47\uffff → unreadable",
                "2020-08-28\uffff → unreadable",
                "2020\uffff08-28 → unreadable",
                "\ud83d → unreadable");
    }
}
