package pinpipe.cleaning.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.json.NoJsonException;

/** Instants as {@code java.time} has them, and instants that are no text. */
class TimestampOracleTest {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final WrittenAndMeant STRUCTURE =
            new WrittenAndMeant((json, into) -> Timestamps.read(tree(json), into), TimestampsTest.TEXT.shown());

    private static final List<DateTimeFormatter> LOCAL_FORMS = List.of(
            form("uuuu-MM-dd'T'HH:mm:ss.SSSSSS"),
            form("uuuu-MM-dd HH:mm:ss.SSSSSSSSS"),
            form("uuuu:MM:dd HH:mm:ss.SSSSSS"),
            form("MM/dd/uuuu, HH:mm:ss.SSSSSS"),
            form("uuuuMMdd'T'HHmmss.SSSSSS"));

    private static final List<DateTimeFormatter> ZONED_FORMS = List.of(
            form("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX"),
            form("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxx"),
            form("uuuu-MM-dd HH:mm:ss.SSSSSS XXX"),
            form("uuuuMMdd'T'HHmmss.SSSSSSXX"));

    @Test
    void anyInstantIsReadInEveryForm() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            Instant instant = anyInstant(random);
            OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
            LOCAL_FORMS.forEach(form ->
                    assertThat(TimestampsTest.TEXT.meaning(form.format(utc))).isEqualTo(instant.toString()));
            OffsetDateTime somewhere = instant.atOffset(anyZone(random));
            if (somewhere.getYear() >= 1 && somewhere.getYear() <= 9999) {
                ZONED_FORMS.forEach(form -> assertThat(TimestampsTest.TEXT.meaning(form.format(somewhere)))
                        .isEqualTo(instant.toString()));
                Instant seconds = instant.truncatedTo(ChronoUnit.SECONDS);
                assertThat(TimestampsTest.TEXT.meaning(
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(seconds.atOffset(somewhere.getOffset()))))
                        .isEqualTo(seconds.toString());
            }
        }
    }

    @Test
    void anyDateIsReadIfAndOnlyIfTheCalendarHasIt() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            int[] parts = {
                1 + random.nextInt(9999),
                random.nextInt(14),
                random.nextInt(33),
                random.nextInt(26),
                random.nextInt(62),
                random.nextInt(62)
            };
            String text = String.format(
                    Locale.ROOT,
                    "%04d-%02d-%02dT%02d:%02d:%02d",
                    parts[0],
                    parts[1],
                    parts[2],
                    parts[3],
                    parts[4],
                    parts[5]);
            assertThat(TimestampsTest.TEXT.meaning(text)).as(text).isEqualTo(oracle(parts));
        }
    }

    @Test
    void anyTimeSinceTheEpochIsReadByItsDigits() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            long seconds = 1_000_000_000L + random.nextInt(1_000_000_000);
            Instant instant = Instant.ofEpochSecond(seconds, random.nextInt(1_000_000) * 1_000L);
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);

            assertThat(TimestampsTest.TEXT.meaning(Long.toString(seconds)))
                    .isEqualTo(Instant.ofEpochSecond(seconds).toString());
            assertThat(TimestampsTest.TEXT.meaning(Long.toString(micros / 1_000)))
                    .isEqualTo(Instant.ofEpochMilli(micros / 1_000).toString());
            assertThat(TimestampsTest.TEXT.meaning(Long.toString(micros))).isEqualTo(instant.toString());
            assertThat(TimestampsTest.TEXT.meaning(micros + "999")).isEqualTo(instant.toString());
        }
    }

    @Test
    void datesOfMongoAndOfJacksonAreRead() {
        STRUCTURE.holds(
                "{\"$date\":\"2016-03-01T08:00:00Z\"} → 2016-03-01T08:00:00Z",
                "{\"$date\":1456819200123} → 2016-03-01T08:00:00.123Z",
                "{\"$date\":1.456819200123E12} → 2016-03-01T08:00:00.123Z",
                "{\"$date\":{\"$numberLong\":\"1456819200123\"}} → 2016-03-01T08:00:00.123Z",
                "{\"$date\":{\"$numberLong\":1456819200123}} → 2016-03-01T08:00:00.123Z",
                "{\"$date\":0} → 1970-01-01T00:00:00Z",
                "{\"$date\":-1} → 1969-12-31T23:59:59.999Z",
                "{\"$date\":1e300} → unreadable",
                "{\"$date\":1e18} → out of range",
                "{\"$date\":NaN} → unreadable",
                "{\"$date\":null} → unreadable",
                "{\"$date\":{\"$numberLong\":null}} → unreadable",
                "{\"$date\":[2016,3,1]} → unreadable",
                "{\"$date\":1456819200123,\"x\":1} → unreadable",
                "[2016,4,21] → 2016-04-21T00:00:00Z",
                "[2016,4,21,20,16] → 2016-04-21T20:16:00Z",
                "[2016,4,21,20,16,54] → 2016-04-21T20:16:54Z",
                "[2016,4,21,20,16,54,123456789] → 2016-04-21T20:16:54.123456Z",
                "[0,1,1] → out of range",
                "[10000,1,1] → out of range",
                "[2016,2,30] → unreadable",
                "[2016,4] → unreadable",
                "[2016,4,21,20] → unreadable",
                "[2016,4,21,20,16,54,1,2] → unreadable",
                "[2016,4,21,20,16,54,1000000000] → unreadable",
                "[2016,4,-21] → unreadable",
                "[\"2016\",\"4\",\"21\"] → unreadable",
                "[2016,4,null] → unreadable",
                "{} → unreadable");
    }

    @Test
    @Timeout(5)
    void noExponentAndNoLengthTakesForEver() {
        STRUCTURE.holds(
                "{\"$date\":1e-999999999} → unreadable",
                "{\"$date\":0e-999999999} → unreadable",
                "{\"$date\":1e-100000000} → unreadable",
                "{\"$date\":1e999999999} → unreadable",
                "{\"$date\":0e999999999} → unreadable");
        assertThat(TimestampsTest.TEXT.meaning("1".repeat(10_000_000))).isEqualTo(WrittenAndMeant.UNREADABLE);
        assertThat(TimestampsTest.TEXT.meaning("Thu, " + " ".repeat(10_000_000) + "x"))
                .isEqualTo(WrittenAndMeant.UNREADABLE);
    }

    private static String oracle(int[] parts) {
        try {
            return LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
                    .toInstant(ZoneOffset.UTC)
                    .toString();
        } catch (DateTimeException noSuchDate) {
            return WrittenAndMeant.UNREADABLE;
        }
    }

    private static Instant anyInstant(Random random) {
        long seconds = Duration.between(FIRST, LAST).toSeconds();
        return FIRST.plusSeconds(random.nextLong(seconds)).plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
    }

    private static ZoneOffset anyZone(Random random) {
        return ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60 + 1) - 18 * 60));
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    private static Object tree(String json) {
        try {
            return JsonTree.read(json);
        } catch (NoJsonException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
