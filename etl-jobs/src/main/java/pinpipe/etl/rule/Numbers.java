package pinpipe.etl.rule;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;

/**
 * Rules that read numbers from text. A text that is no such number becomes null, never 0 and never an error: each cast
 * stands behind the pattern that makes it safe, which is the one form of a cautious cast that both Spark lines share.
 */
public final class Numbers {
    /** A follower count as the site shows it: digits, perhaps with thousands commas, a fraction, and k, M or B. */
    private static final String SHORTENED =
            "^\\s*(?:\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,15})(?:\\.\\d{1,9})?\\s*[kKmMbB]?\\s*$";

    private static final String UNITS = "kKmMbB";

    /** The white space that patterns mean. */
    private static final String BLANKS = " \t\n\u000B\f\r";

    private static final Column TIMES = map(
            lit(""), times(1L),
            lit("k"), times(1_000L),
            lit("m"), times(1_000_000L),
            lit("b"), times(1_000_000_000L));

    /** Digits, perhaps with a fraction of zeros; 38 digits are what a decimal holds. */
    private static final String WHOLE = "^\\s*([+-]?)0*(\\d{1,38})(?:\\.0*)?\\s*$";

    /** A number with an exponent, as converters write large and small ones. */
    private static final String SCIENTIFIC = "^\\s*[+-]?\\d+(\\.\\d*)?[eE][+-]?\\d{1,3}\\s*$";

    private static final String DECIMAL = "^\\s*[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d{1,3})?\\s*$";

    /** Up to here every whole number has its own double. */
    private static final long EXACT = 1L << 53;

    private Numbers() {}

    private static Column times(long factor) {
        return lit(factor).cast("decimal(10,0)");
    }

    /** Reads {@code 708}, {@code 12k}, {@code 1.5M}, {@code 2B} and {@code 1,234}. Anything else becomes null. */
    public static UnaryOperator<Column> shortened() {
        return text -> {
            // What is neither a digit nor the unit goes, then what is: the pattern has seen to the order.
            Column digits = translate(text, "," + UNITS + BLANKS, "");
            Column unit = lower(translate(text, "0123456789.," + BLANKS, ""));
            Column number = digits.cast("decimal(24,9)").multiply(element_at(TIMES, unit));
            // One expression, which the condition needs of every row: so Spark computes it once, and not for each use.
            Column count = when(text.rlike(SHORTENED), number);
            return when(count.equalTo(floor(count)).and(count.leq(lit(Long.MAX_VALUE))), count.cast("bigint"));
        };
    }

    /** Reads a whole number of 64 bits: {@code 42}, {@code -1}, {@code 7.0}, {@code 1e3}. Anything else becomes null. */
    public static UnaryOperator<Column> whole() {
        return text -> {
            Column sign = regexp_replace(regexp_extract(text, WHOLE, 1), "\\+", "");
            Column number = concat(sign, regexp_extract(text, WHOLE, 2)).cast("decimal(38,0)");
            Column exact = when(text.rlike(WHOLE), number); // computed once, as above
            Column rounded = trim(text).cast("double");
            Column safe = rounded.equalTo(rounded.cast("decimal(38,0)").cast("double"));
            return when(exact.between(lit(Long.MIN_VALUE), lit(Long.MAX_VALUE)), exact.cast("bigint"))
                    .when(
                            text.rlike(SCIENTIFIC),
                            when(rounded.between(lit(-EXACT), lit(EXACT)), when(safe, rounded.cast("bigint"))));
        };
    }

    /** True for the text of a whole number, also one that does not fit into 64 bits. */
    public static Column isWhole(Column text) {
        return text.rlike("^\\s*[+-]?\\d+(\\.0*)?([eE]\\+?\\d{1,3})?\\s*$");
    }

    /** Reads a number with or without fraction and exponent as a double. Anything else becomes null. */
    public static UnaryOperator<Column> decimal() {
        return text -> when(text.rlike(DECIMAL), trim(text).cast("double"));
    }
}
