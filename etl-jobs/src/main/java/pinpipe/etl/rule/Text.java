package pinpipe.etl.rule;

import static org.apache.spark.sql.functions.ascii;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;

/** Rules for text. What they do not name is kept byte for byte. */
public final class Text {
    /** Only white space, in Unicode's sense: U+00A0 is blank too. */
    private static final String BLANK = "(?U)^\\s*$";

    private Text() {}

    /** True of nearly every text that is not blank, and cheaper to see than by a pattern: a visible character of ASCII comes first. */
    private static Column beginsVisibly(Column text) {
        return ascii(text).between(lit((int) '!'), lit((int) '~'));
    }

    /** Null where the text is one of these, to the letter. */
    public static UnaryOperator<Column> nullWhen(String... placeholders) {
        return text -> when(not(text.isin((Object[]) placeholders)), text);
    }

    /** Null where the text is empty or all white space. */
    public static UnaryOperator<Column> nullWhenBlank() {
        return text -> when(beginsVisibly(text).or(not(text.rlike(BLANK))), text);
    }

    /** The text after a prefix; a text without the prefix as it is. */
    public static UnaryOperator<Column> withoutPrefix(String prefix) {
        return text -> when(text.startsWith(prefix), text.substr(lit(prefix.length() + 1), length(text)))
                .otherwise(text);
    }

    /** The texts that are not null with a blank between them; null where all are. */
    public static Column joined(Column... texts) {
        Column joined = concat_ws(" ", texts);
        return when(joined.notEqual(""), joined);
    }
}
