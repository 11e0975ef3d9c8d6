package pinpipe.queries;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import pinpipe.cli.TextTable;

/** The rows that answer a question, in their order. They are few: a row a country or a year, and the ties. */
record Answer(Question question, StructType schema, List<Row> rows) {
    /** The names of the columns. */
    List<String> columns() {
        return List.of(schema.fieldNames());
    }

    /** True if the column holds numbers. */
    boolean isNumber(int column) {
        return schema.fields()[column].dataType() instanceof NumericType;
    }

    /** A value as text, null for null; a median as {@code 4250} or {@code 4250.5}, never as {@code 4.25E3}. */
    String text(int row, int column) {
        Object value = rows.get(row).get(column);
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
        return value == null ? null : value.toString();
    }

    /** The first rows as a table for a terminal. */
    TextTable table(int most) {
        List<Integer> places = IntStream.range(0, schema.size()).boxed().toList();
        TextTable table =
                new TextTable(columns(), places.stream().map(this::isNumber).toList());
        for (int row = 0; row < Math.min(most, rows.size()); row++) {
            List<String> cells = new ArrayList<>();
            for (int column : places) {
                cells.add(text(row, column));
            }
            table.add(cells);
        }
        return table;
    }
}
