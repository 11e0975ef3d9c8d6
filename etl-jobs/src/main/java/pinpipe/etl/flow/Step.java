package pinpipe.etl.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;

/**
 * One sentence of a table's cleaning: what becomes true of a column. A run counts how many values each step changed.
 *
 * @param column the column that the step sets
 * @param sentence what is true afterwards, as the run's report and {@code docs/tables.md} say it
 * @param value the column's new value
 * @param changed by the value before and after, true where the step mended it; null for a step that mends nothing
 * @param unreadable by the same two, true where a value came and could not be read, and is null from here on; null for a step
 *     that reads nothing
 */
public record Step(
        String column,
        String sentence,
        Column value,
        BinaryOperator<Column> changed,
        BinaryOperator<Column> unreadable) {
    /** A rule that mends a value: where the value differs afterwards, it counts as a repair. */
    public static Step on(String column, String sentence, UnaryOperator<Column> rule) {
        return new Step(
                column, sentence, rule.apply(col(column)), (before, after) -> not(before.eqNullSafe(after)), null);
    }

    /** A rule that reads text as another type and mends it on the way: {@code 12k} becoming 12000 counts as a repair. */
    public static Step reading(String column, String sentence, UnaryOperator<Column> rule) {
        return new Step(
                column,
                sentence,
                rule.apply(col(column)),
                (before, after) -> after.isNotNull().and(before.notEqual(after.cast("string"))),
                Step::lost);
    }

    /** A rule that only gives text its type: nothing is mended, though a value may prove unreadable. */
    public static Step typing(String column, String sentence, UnaryOperator<Column> rule) {
        return new Step(column, sentence, rule.apply(col(column)), null, Step::lost);
    }

    /** A new column made of others. */
    public static Step making(String column, String sentence, Column value) {
        return new Step(column, sentence, value, null, null);
    }

    private static Column lost(Column before, Column after) {
        return before.isNotNull().and(after.isNull());
    }

    /** True if the step makes a new column, and so has nothing to mend or to read. */
    public boolean makes() {
        return changed == null && unreadable == null;
    }
}
