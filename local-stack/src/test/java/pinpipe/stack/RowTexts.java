package pinpipe.stack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pinpipe.testdata.SourceRows;
import pinpipe.testdata.SourceTable;
import pinpipe.testdata.SourceTable.Column;

/** Rows as texts, so that those of a source and those that the server holds can be compared. */
final class RowTexts {
    private RowTexts() {}

    /** The rows of a table as the server shows their values, in the order of {@code SELECT *}. */
    static List<Map<String, String>> held(SourceTable table, Connection connection) throws Exception {
        List<Map<String, String>> held = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM %s ORDER BY `%s`"
                        .formatted(table.tableName(), table.key().name()))) {
            while (rows.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int place = 1; place <= rows.getMetaData().getColumnCount(); place++) {
                    row.put(rows.getMetaData().getColumnName(place), rows.getString(place));
                }
                held.add(row);
            }
        }
        return held;
    }

    /** The rows of a source likewise. */
    static List<Map<String, String>> of(SourceRows source, SourceTable table) {
        try (Stream<Map<String, Object>> rows = source.of(table)) {
            return rows.map(row -> texts(row, table)).toList();
        }
    }

    private static Map<String, String> texts(Map<String, Object> row, SourceTable table) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            Object value = row.get(column.name());
            texts.put(column.name(), value instanceof Double degrees ? shown(degrees) : String.valueOf(value));
        }
        return texts;
    }

    /** A FLOAT as the server shows it: without the closing zero of a whole number. */
    private static String shown(double degrees) {
        return Double.toString(degrees).replaceAll("\\.0$", "");
    }
}
