package pinpipe.queries;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An answer's first rows as an aligned table for a terminal: numbers to the right, null as {@code null}, texts cut at 40 cells. */
final class TextTable {
    private static final int WIDEST = 40;

    private final Answer answer;
    private final int rows;
    private final int[] widths;

    private TextTable(Answer answer, int limit) {
        this.answer = answer;
        this.rows = Math.min(limit, answer.rows().size());
        this.widths = IntStream.range(0, answer.columns().size())
                .map(column -> IntStream.range(-1, rows)
                        .map(row -> TextWidth.of(cell(row, column)))
                        .max()
                        .orElseThrow())
                .toArray();
    }

    /** The table with a header, a rule and at most so many rows, each line ended. */
    static String of(Answer answer, int limit) {
        TextTable table = new TextTable(answer, limit);
        String rule = table.line(column -> "-".repeat(table.widths[column]));
        return IntStream.range(-1, table.rows)
                .mapToObj(row -> table.line(column -> table.cell(row, column)) + (row < 0 ? rule : ""))
                .collect(Collectors.joining());
    }

    /** Row -1 is the header. */
    private String cell(int row, int column) {
        if (row < 0) {
            return answer.columns().get(column);
        }
        String text = answer.text(row, column);
        // A line break or an escape sequence in somebody's name must not move the cursor.
        return text == null ? "null" : TextWidth.cut(text.replaceAll("\\p{Cntrl}", " "), WIDEST);
    }

    private String line(IntFunction<String> cells) {
        return IntStream.range(0, widths.length)
                        .mapToObj(column -> padded(cells.apply(column), column))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }

    private String padded(String cell, int column) {
        String blanks = " ".repeat(widths[column] - TextWidth.of(cell));
        return answer.isNumber(column) ? blanks + cell : cell + blanks;
    }
}
