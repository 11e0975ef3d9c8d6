package pinpipe.producer.source;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL with places for values.
 *
 * @param sql a condition, or empty where there is none; names in it are quoted
 * @param values what the question marks in it stand for, in their order
 */
record Clause(String sql, List<Object> values) {
    static final Clause NONE = new Clause("", List.of());

    Clause and(Clause other) {
        if (sql.isEmpty() || other.sql.isEmpty()) {
            return sql.isEmpty() ? other : this;
        }
        List<Object> all = new ArrayList<>(values);
        all.addAll(other.values);
        return new Clause("(" + sql + ") AND (" + other.sql + ")", all);
    }

    /** With the word WHERE, if there is a condition. */
    String where() {
        return sql.isEmpty() ? "" : " WHERE " + sql;
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}
