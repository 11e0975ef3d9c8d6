package pinpipe.producer.source;

import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.io.NumberOutput;

/** Numbers as MySQL sends them, made numbers of JSON without a change of their value. */
final class NumberText {
    /** From here on MySQL writes a whole number with an exponent. */
    private static final double PLAIN_LIMIT = 1e15;

    private NumberText() {}

    /** A whole number or a DECIMAL. JSON does not allow {@code 007}, which a ZEROFILL column sends. */
    static String exact(String sent) {
        if (sent.charAt(0) != '0') {
            return sent;
        }
        int start = 0;
        while (start + 1 < sent.length() && Character.isDigit(sent.charAt(start + 1)) && sent.charAt(start) == '0') {
            start++;
        }
        return sent.substring(start);
    }

    /**
     * A DOUBLE. The server sends the shortest text that parses to the same double. A whole number gets {@code .0}: {@code
     * 90.0} is what other writers of JSON make of a double, so a reader that infers types finds one type in the column, and
     * a negative zero keeps its sign.
     */
    static String ofDouble(String sent) {
        String number = exact(sent);
        return isWhole(number) ? number + ".0" : number;
    }

    /**
     * A FLOAT that was sent as a DOUBLE: the shortest text that parses to the same float, {@code 17.5632} for {@code
     * 17.563199996948242}. A number that is no float, because the column was altered after it was looked up, is written as
     * a DOUBLE.
     */
    static String ofFloat(String sent) {
        double exact = NumberInput.parseDouble(sent, true);
        float value = (float) exact;
        boolean isPlainWhole = Math.abs(exact) < PLAIN_LIMIT && exact == Math.rint(exact);
        if (value != exact || isPlainWhole) {
            return ofDouble(sent);
        }
        return NumberOutput.toString(value, true);
    }

    private static boolean isWhole(String number) {
        return number.indexOf('.') < 0 && number.indexOf('e') < 0;
    }
}
