package pinpipe.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, for a terminal: a header, a rule, numbers at the right, texts cut at 40 cells. */
public final class TextTable {
    private static final int WIDEST = 40;

    private final List<Boolean> right;
    private final List<List<String>> lines = new ArrayList<>();
    private boolean endsWhole;

    /**
     * A table without rows.
     *
     * @param names the columns' names
     * @param right for each column whether its cells stand at the right, as numbers do
     */
    public TextTable(List<String> names, List<Boolean> right) {
        this.right = right;
        lines.add(names);
    }

    /** Leaves the last column of the rows to come uncut: for sentences and raw texts, whose ends matter. */
    public TextTable endingWhole() {
        endsWhole = true;
        return this;
    }

    /** Adds a row; a null cell says {@code null}, a wide one is cut. */
    public void add(List<String> cells) {
        List<String> shown = new ArrayList<>();
        for (String cell : cells) {
            boolean whole = endsWhole && shown.size() == right.size() - 1;
            // A line break or an escape sequence in somebody's name must not move the cursor.
            String plain = cell == null ? "null" : cell.replaceAll("\\p{Cntrl}", " ");
            shown.add(whole ? plain : TextWidth.cut(plain, WIDEST));
        }
        lines.add(shown);
    }

    @Override
    public String toString() {
        int[] widths = new int[right.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(line.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < lines.size(); row++) {
            text.append(line(lines.get(row), widths));
            if (row == 0) {
                text.append(rule(widths));
            }
        }
        return text.toString();
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - TextWidth.of(cells.get(i)));
            line.append(i == 0 ? "" : "  ");
            line.append(right.get(i) ? space + cells.get(i) : cells.get(i) + space);
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static String rule(int[] widths) {
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(Math.min(width, WIDEST)));
        }
        return String.join("  ", rules) + "\n";
    }
}
