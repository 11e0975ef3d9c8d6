package pinpipe.producer.source;

import java.util.ArrayList;
import java.util.List;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;

/**
 * Which columns and rows of a table are wanted.
 *
 * @param columns their names in the order wanted, a name that is given twice counting once; empty for all
 * @param where conditions such as {@code category = 'travel'}, all of which must hold
 */
public record Selection(List<String> columns, List<String> where) {
    /** Every row with all its columns. */
    public static final Selection ALL = new Selection(List.of(), List.of());

    /** What is wrong with them whatever the table, as the words of an error sentence. */
    public List<String> problems() {
        return where.stream()
                .filter(written -> Condition.parsed(written).isEmpty())
                .map(written ->
                        "--where must be `column operator value`, the value a number, a word or 'in quotes', was: "
                                + written)
                .toList();
    }

    List<Column> columns(PostTable table, List<Column> all) {
        return columns.isEmpty()
                ? all
                : columns.stream()
                        .map(name -> named(table, name, "--columns", all))
                        .distinct()
                        .toList();
    }

    Clause condition(PostTable table, List<Column> all) {
        List<Clause> clauses = new ArrayList<>();
        for (String written : where) {
            Condition condition = Condition.parsed(written).orElseThrow();
            Column column = named(table, condition.column(), "--where", all);
            try {
                clauses.add(condition.on(column));
            } catch (NumberFormatException e) {
                throw Failure.askedWrongly(
                        "Cannot produce %s: its column %s holds numbers, and --where compares it with '%s'. Give a number."
                                .formatted(table.name(), column.name(), condition.value()),
                        e);
            }
        }
        return clauses.stream().reduce(Clause.NONE, Clause::and);
    }

    static Column named(PostTable table, String name, String option, List<Column> all) {
        return Column.named(name, all)
                .orElseThrow(() -> Failure.askedWrongly(
                        "Cannot produce %s: it has no column '%s', which %s names. Mend it, or name the tables that have it with --tables."
                                .formatted(table.name(), name, option)));
    }
}
