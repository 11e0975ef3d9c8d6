package pinpipe.etl.rule;

import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;

/** Rules that read instants from text. */
public final class Times {
    private static final String ISO =
            "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:?\\d{2})?$";

    private Times() {}

    /**
     * Reads the five ways in which these datetimes are written: {@code 2020-08-28T03:52:47}, with a blank for the
     * {@code T}, {@code 2020:08:28 03:52:47}, {@code 08/28/2020, 03:52:47} and {@code 20200828035247}; the first two
     * also with a fraction and a zone. No zone means UTC. Anything else, and a day that no calendar has, becomes null.
     */
    public static UnaryOperator<Column> written() {
        return text -> {
            Column colons = regexp_replace(trim(text), "^(\\d{4}):(\\d{2}):(\\d{2}) ", "$1-$2-$3 ");
            Column american = regexp_replace(colons, "^(\\d{2})/(\\d{2})/(\\d{4}), ", "$3-$1-$2 ");
            Column digits =
                    regexp_replace(american, "^(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})$", "$1-$2-$3 $4:$5:$6");
            Column zone = regexp_replace(digits, "([+-]\\d{2})(\\d{2})$", "$1:$2");
            return when(
                    digits.rlike(ISO),
                    try_to_timestamp(when(digits.rlike("[+-]\\d{4}$"), zone).otherwise(digits)));
        };
    }
}
