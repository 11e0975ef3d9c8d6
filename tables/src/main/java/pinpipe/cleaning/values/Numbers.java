package pinpipe.cleaning.values;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers in every form that says exactly one number: {@code 15000000}, {@code 15000000.0}, {@code 1.5E7},
 * {@code 15,000,000}, {@code 15M}. What is no such number is unreadable; it never becomes 0 and is never an error.
 */
public final class Numbers {
    /** A number of the grammar below with more characters is not one that anybody counts or measures with. */
    private static final int MOST_CHARACTERS = 400;

    /** Longer ones may not fit into 64 bits, so they take the exact way. */
    private static final int DIGITS_THAT_FIT = 18;

    private static final int DIGITS_OF_64_BITS = 19;

    private static final Pattern PLAIN = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?");

    private static final Pattern WITH_THOUSANDS = Pattern.compile("[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]*)?");

    /** A count as sites show it; the exponent form is how converters write large ones. */
    private static final Pattern SHORTENED = Pattern.compile(
            "((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE](\\+?[0-9]{1,9})|\\s*([kKmMbB]))?");

    private Numbers() {}

    /** A whole number of 64 bits. */
    public static Reading whole(String text, Value into) {
        return isFewDigits(text) ? digits(text, into) : exact(decimal(Blanks.strip(text)), into);
    }

    /** A count such as {@code 708}, {@code 12k}, {@code 1.5M}, {@code 2B} or {@code 1.5E7}; never below zero. */
    public static Reading shortened(String text, Value into) {
        if (isFewDigits(text)) {
            return digits(text, into);
        }
        String stripped = Blanks.strip(text);
        Matcher form = SHORTENED.matcher(stripped);
        if (stripped.length() > MOST_CHARACTERS || !form.matches()) {
            return Reading.UNREADABLE;
        }
        BigDecimal number = new BigDecimal(form.group(1).replace(",", ""));
        if (form.group(2) != null) {
            number = number.scaleByPowerOfTen(Integer.parseInt(form.group(2)));
        } else if (form.group(3) != null) {
            number = number.scaleByPowerOfTen(zeros(form.group(3).charAt(0)));
        }
        return exact(number, into);
    }

    /** A number with or without fraction and exponent, as the double that is nearest to it. */
    public static Reading fraction(String text, Value into) {
        String stripped = Blanks.strip(text);
        if (stripped.length() > MOST_CHARACTERS || !PLAIN.matcher(stripped).matches()) {
            return Reading.UNREADABLE;
        }
        double number = Double.parseDouble(stripped);
        into.bits = Double.doubleToRawLongBits(number);
        return Double.isInfinite(number) ? Reading.OUT_OF_RANGE : Reading.READ;
    }

    /** The number that a text says exactly, or null where it says none. */
    public static BigDecimal decimal(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return null;
        }
        if (PLAIN.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return WITH_THOUSANDS.matcher(text).matches() ? new BigDecimal(text.replace(",", "")) : null;
    }

    private static Reading exact(BigDecimal number, Value into) {
        if (number == null) {
            return Reading.UNREADABLE;
        }
        BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (shortest.scale() > 0) {
            return Reading.UNREADABLE;
        }
        if ((long) shortest.precision() - shortest.scale() > DIGITS_OF_64_BITS
                || shortest.toBigInteger().bitLength() > Long.SIZE - 1) {
            return Reading.OUT_OF_RANGE;
        }
        into.bits = shortest.longValue();
        return Reading.READ;
    }

    private static boolean isFewDigits(String text) {
        int length = text.length();
        if (length == 0 || length > DIGITS_THAT_FIT) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static Reading digits(String text, Value into) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        into.bits = number;
        return Reading.READ;
    }

    private static int zeros(char unit) {
        return switch (unit) {
            case 'k', 'K' -> 3;
            case 'm', 'M' -> 6;
            default -> 9;
        };
    }
}
