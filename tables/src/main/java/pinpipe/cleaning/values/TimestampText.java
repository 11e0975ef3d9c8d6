package pinpipe.cleaning.values;

/**
 * Reads a written date and time: {@code 2020-08-28T03:52:47}, a blank for the {@code T}, {@code 2020:08:28 03:52:47},
 * {@code 08/28/2020, 03:52:47}, {@code 20200828035247}, {@code 20200828T035247}; without seconds, or a date alone; with a
 * fraction; with {@code Z}, {@code UTC}, {@code GMT} or an offset.
 */
public final class TimestampText {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int FEBRUARY = 2;
    private static final int MOST_ZONE_MINUTES = 18 * 60;
    private static final int NOT_DIGITS = -1;
    private static final int END = -1;

    private final String text;
    private int at;

    TimestampText(String text) {
        this.text = text;
    }

    /** Puts the instant, in microseconds since 1970 UTC, into the value. */
    Reading read(Value into) {
        int digits = countDigits();
        int next = peek(digits);
        if (digits == 4 && (next == '-' || next == ':')) {
            return date(number(4), next, into);
        }
        if (digits == 8 && (next == END || next == 'T' || next == 't')) {
            return basic(true, into);
        }
        if (digits == 14 && next == END) {
            return basic(false, into);
        }
        return digits == 2 && next == '/' ? american(into) : Reading.UNREADABLE;
    }

    private Reading date(int year, int separator, Value into) {
        at++;
        int month = number(2);
        if (!take(separator)) {
            return Reading.UNREADABLE;
        }
        int day = number(2);
        if (separator == ':' && peek(0) != ' ') {
            return Reading.UNREADABLE;
        }
        return time(year, month, day, into);
    }

    private Reading american(Value into) {
        int month = number(2);
        at++;
        int day = number(2);
        if (!take('/') || countDigits() != 4) {
            return Reading.UNREADABLE;
        }
        int year = number(4);
        take(',');
        return peek(0) == ' ' ? time(year, month, day, into) : Reading.UNREADABLE;
    }

    private Reading time(int year, int month, int day, Value into) {
        if (peek(0) == END) {
            return micros(year, month, day, 0, 0, 0, into);
        }
        if (!take('T') && !take('t') && !take(' ')) {
            return Reading.UNREADABLE;
        }
        int hour = number(2);
        if (!take(':')) {
            return Reading.UNREADABLE;
        }
        int minute = number(2);
        int second = take(':') ? number(2) : 0;
        return rest(year, month, day, hour, minute, second, into);
    }

    private Reading basic(boolean separated, Value into) {
        int year = number(4);
        int month = number(2);
        int day = number(2);
        if (separated && peek(0) == END) {
            return micros(year, month, day, 0, 0, 0, into);
        }
        at += separated ? 1 : 0;
        int hour = number(2);
        int minute = number(2);
        int second = isDigit(peek(0)) ? number(2) : 0;
        return rest(year, month, day, hour, minute, second, into);
    }

    /** What follows the seconds: a fraction, a zone, and the end. */
    private Reading rest(int year, int month, int day, int hour, int minute, int second, Value into) {
        long fraction = fraction();
        long zone = zoneMinutes();
        if (fraction == NOT_DIGITS || zone == Long.MIN_VALUE || at != text.length()) {
            return Reading.UNREADABLE;
        }
        Reading date = micros(year, month, day, hour, minute, second, into);
        into.bits += fraction - zone * 60_000_000L;
        return date;
    }

    private long fraction() {
        if (!take('.') && !take(',')) {
            return 0;
        }
        int digits = countDigits();
        if (digits < 1 || digits > 9) {
            return NOT_DIGITS;
        }
        long micros = 0;
        for (int i = 0; i < 6; i++) {
            micros = micros * 10 + (i < digits ? text.charAt(at + i) - '0' : 0);
        }
        at += digits;
        return micros;
    }

    /** The zone's offset from UTC in minutes; {@link Long#MIN_VALUE} where it is none. */
    private long zoneMinutes() {
        boolean blank = take(' ');
        if (!blank && (take('Z') || take('z'))) {
            return 0;
        }
        int sign = peek(0);
        if (sign == '+' || sign == '-') {
            at++;
            int hours = number(2);
            boolean minutesFollow = take(':') || isDigit(peek(0));
            int minutes = minutesFollow ? number(2) : 0;
            boolean zone = hours >= 0 && minutes >= 0 && minutes < 60 && hours * 60 + minutes <= MOST_ZONE_MINUTES;
            return zone ? (sign == '-' ? -1L : 1L) * (hours * 60L + minutes) : Long.MIN_VALUE;
        }
        String name = text.substring(at);
        if (name.equals("UTC") || name.equals("GMT") || (blank && name.equalsIgnoreCase("Z"))) {
            at = text.length();
            return 0;
        }
        return blank ? Long.MIN_VALUE : 0;
    }

    /** The instant of a date and time in UTC; unreadable where no calendar has it, out of range in the year 0. */
    static Reading micros(int year, int month, int day, int hour, int minute, int second, Value into) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        boolean exists = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= DAYS[month - 1] + (leap && month == FEBRUARY ? 1 : 0)
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60;
        if (!exists) {
            return Reading.UNREADABLE;
        }
        if (year < 1 || year > 9999) {
            return Reading.OUT_OF_RANGE;
        }
        into.bits = ((epochDay(year, month, day) * 24 + hour) * 3_600L + minute * 60L + second) * 1_000_000L;
        return Reading.READ;
    }

    /** Days since 1970 in the proleptic Gregorian calendar; March begins the year, so that a leap day ends it. */
    private static long epochDay(int year, int month, int day) {
        int y = month > FEBRUARY ? year : year - 1;
        int monthFromMarch = (month + 9) % 12;
        int leapDays = Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400);
        return 365L * y + leapDays + (monthFromMarch * 306L + 5) / 10 + day - 1 - 719_468L;
    }

    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            int c = peek(i);
            if (!isDigit(c)) {
                return NOT_DIGITS;
            }
            number = number * 10 + (c - '0');
        }
        at += digits;
        return number;
    }

    private int countDigits() {
        int digits = 0;
        while (isDigit(peek(digits))) {
            digits++;
        }
        return digits;
    }

    private boolean take(int c) {
        boolean there = peek(0) == c;
        at += there ? 1 : 0;
        return there;
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
