package pinpipe.producer.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --where} says of one column. Its name is quoted and its value bound, so that nothing in it is SQL.
 *
 * @param operator one of a few, in capitals
 * @param value as it was written, without quotes; null for {@code IS NULL} and {@code IS NOT NULL}
 */
record Condition(String column, String operator, String value) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*(?:`((?:[^`]|``)+)`|([\\p{L}_][\\p{L}\\p{N}_]*))\\s*"
                    + "(?:(=|!=|<>|<=|>=|<|>|\\blike\\s)\\s*(?:'((?:[^']|'')*)'|([\\p{L}\\p{N}_.:+-]+))"
                    + "|\\s(is\\s+(?:not\\s+)?null))\\s*",
            Pattern.CASE_INSENSITIVE);

    /** What a condition says, or nothing if it is written in another form. */
    static Optional<Condition> parsed(String written) {
        Matcher form = FORM.matcher(written);
        if (!form.matches()) {
            return Optional.empty();
        }
        String column = form.group(1) == null ? form.group(2) : form.group(1).replace("``", "`");
        if (form.group(6) != null) {
            String operator = form.group(6).toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
            return Optional.of(new Condition(column, operator, null));
        }
        String value = form.group(4) == null ? form.group(5) : form.group(4).replace("''", "'");
        return Optional.of(new Condition(column, form.group(3).strip().toUpperCase(Locale.ROOT), value));
    }

    /** The condition on the column that it names. */
    Clause on(Column named) {
        if (value == null) {
            return new Clause(named.quoted() + " " + operator, List.of());
        }
        Object bound = operator.equals("LIKE") ? value : named.bound(value);
        return new Clause(named.quoted() + " " + operator + " ?", List.of(bound));
    }
}
