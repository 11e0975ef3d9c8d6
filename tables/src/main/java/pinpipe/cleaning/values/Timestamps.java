package pinpipe.cleaning.values;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.json.JsonTree.JsonObject;
import pinpipe.cleaning.json.JsonTree.Literal;

/**
 * Reads an instant in every form that is one instant without doubt, to microseconds since 1970 UTC; finer fractions are cut.
 * No zone means UTC. Instants outside the years 1 to 9999 are out of range.
 */
public final class Timestamps {
    private static final long MICROS = 1_000_000L;

    /** 0001-01-01T00:00:00Z. */
    private static final long FIRST = -62_135_596_800L * MICROS;

    /** 9999-12-31T23:59:59.999999Z. */
    private static final long LAST = 253_402_300_799L * MICROS + MICROS - 1;

    /** A year before 1 or after 9999, as ISO 8601 writes it. */
    private static final Pattern YEAR_OUT_OF_RANGE =
            Pattern.compile("(?:-\\d{4,9}|\\+?\\d{5,9})-\\d{2}-\\d{2}(?:[Tt ].*)?");

    /** RFC 1123 with the year in full; Java's own formatter would take {@code 16} for the year 16. */
    private static final Pattern MAIL = Pattern.compile(
            "(?:[A-Za-z]{3}, )?\\d{1,2} [A-Za-z]{3} \\d{4} \\d{2}:\\d{2}(?::\\d{2})? (?:GMT|UTC|[+-]\\d{4})");

    /** Strict, since Java's own formatter would take 31 April for the 30th. */
    private static final DateTimeFormatter MAIL_FORMAT =
            DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** No instant in use has a finer fraction, and to cut a much finer one off would take for ever. */
    private static final int MOST_DECIMALS = 400;

    private Timestamps() {}

    /** An instant as text: a date and time, or the time since 1970 in a unit that its number of digits tells. */
    public static Reading read(String text, Value into) {
        String written = Blanks.strip(text);
        if (written.isEmpty()) {
            return Reading.UNREADABLE;
        }
        Reading asDate = new TimestampText(written).read(into);
        if (asDate != Reading.UNREADABLE) {
            return asDate == Reading.READ ? inRange(into) : asDate;
        }
        char first = written.charAt(0);
        if (Character.isLetter(first) || written.indexOf(',') >= 0 || written.indexOf(' ') > 0) {
            return mail(written, into);
        }
        if (YEAR_OUT_OF_RANGE.matcher(written).matches()) {
            return Reading.OUT_OF_RANGE;
        }
        return epoch(Numbers.decimal(written), into);
    }

    /** {@code {"$date": …}} as MongoDB writes it, and {@code [year, month, day, hour, minute, second, nanosecond]}. */
    public static Reading read(Object structure, Value into) {
        if (structure instanceof JsonObject object && object.size() == 1 && "$date".equals(object.name(0))) {
            return mongo(object.value(0), into);
        }
        return structure instanceof List<?> parts ? array(parts, into) : Reading.UNREADABLE;
    }

    private static Reading mongo(Object date, Value into) {
        if (date instanceof Literal literal) {
            return sinceEpoch(Numbers.decimal(literal.text()), 3, into);
        }
        if (date instanceof JsonObject object && object.size() == 1 && "$numberLong".equals(object.name(0))) {
            return sinceEpoch(Numbers.decimal(String.valueOf(JsonTree.text(object.value(0)))), 3, into);
        }
        return date instanceof String text ? read(text, into) : Reading.UNREADABLE;
    }

    private static Reading array(List<?> parts, Value into) {
        if (parts.size() < 3 || parts.size() == 4 || parts.size() > 7) {
            return Reading.UNREADABLE;
        }
        long[] numbers = new long[7];
        for (int i = 0; i < parts.size(); i++) {
            boolean whole = parts.get(i) instanceof Literal part && Numbers.whole(part.text(), into) == Reading.READ;
            if (!whole || into.bits < 0 || into.bits > 999_999_999) {
                return Reading.UNREADABLE;
            }
            numbers[i] = into.bits;
        }
        Reading date = TimestampText.micros(
                (int) numbers[0],
                (int) numbers[1],
                (int) numbers[2],
                (int) numbers[3],
                (int) numbers[4],
                (int) numbers[5],
                into);
        into.bits += numbers[6] / 1_000;
        return date == Reading.READ ? inRange(into) : date;
    }

    /** As {@code Thu, 21 Apr 2016 20:16:54 GMT} (RFC 1123). */
    private static Reading mail(String written, Value into) {
        if (!MAIL.matcher(written).matches()) {
            return Reading.UNREADABLE;
        }
        String zoned = written.endsWith(" UTC") ? written.substring(0, written.length() - 3) + "GMT" : written;
        try {
            Instant instant = MAIL_FORMAT.parse(zoned, Instant::from);
            into.bits = instant.getEpochSecond() * MICROS;
            return inRange(into);
        } catch (DateTimeException | ArithmeticException notOne) {
            return Reading.UNREADABLE;
        }
    }

    /** Seconds have 10 digits, milliseconds 13, microseconds 16, nanoseconds 19: so from 2001 to 2286, and before 1939. */
    private static Reading epoch(BigDecimal number, Value into) {
        if (number == null || number.signum() == 0) {
            return Reading.UNREADABLE;
        }
        return switch ((int) Math.max(0, Math.min(20, (long) number.precision() - number.scale()))) {
            case 10 -> sinceEpoch(number, 0, into);
            case 13 -> sinceEpoch(number, 3, into);
            case 16 -> sinceEpoch(number, 6, into);
            case 19 -> sinceEpoch(number, 9, into);
            default -> Reading.UNREADABLE;
        };
    }

    /** @param digits how many digits of the number are a fraction of a second */
    private static Reading sinceEpoch(BigDecimal number, int digits, Value into) {
        if (number == null || (long) number.precision() - number.scale() > 20 || number.scale() > MOST_DECIMALS) {
            return Reading.UNREADABLE;
        }
        BigDecimal micros = number.scaleByPowerOfTen(6 - digits).setScale(0, RoundingMode.FLOOR);
        if (micros.toBigInteger().bitLength() > Long.SIZE - 1) {
            return Reading.OUT_OF_RANGE;
        }
        into.bits = micros.longValue();
        return inRange(into);
    }

    private static Reading inRange(Value into) {
        return into.bits >= FIRST && into.bits <= LAST ? Reading.READ : Reading.OUT_OF_RANGE;
    }
}
