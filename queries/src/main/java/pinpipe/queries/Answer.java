package pinpipe.queries;

import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

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
}
