package pinpipe.producer.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import pinpipe.producer.row.PostTable;

/**
 * How a table's statements are run: with values bound, and with errors that name the table.
 *
 * @param table that they read
 * @param session in which they run
 */
record Statements(PostTable table, Session session) {
    /** What is made of a result. */
    @FunctionalInterface
    interface Answer<T> {
        T from(ResultSet rows) throws SQLException;
    }

    /** Runs a statement without a result. */
    void execute(String sql) {
        try {
            session.execute(sql);
        } catch (SQLException e) {
            throw session.failures().reading(table, e);
        }
    }

    /** Asks for a result that is small. */
    <T> T ask(String query, Clause values, Answer<T> answer) {
        try (PreparedStatement statement = session.connection().prepareStatement(query)) {
            values.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return answer.from(rows);
            }
        } catch (SQLException e) {
            throw session.failures().reading(table, e);
        }
    }

    /**
     * Asks for a result of any size. The driver hands rows on as they come off the wire (fetch size {@link
     * Integer#MIN_VALUE}) instead of through a server-side cursor ({@code useCursorFetch}), which would first write the whole
     * result into a temporary table. Memory here is one row; the server waits ten minutes for a reader that is held up (the
     * driver's {@code netTimeoutForStreamingResults}).
     *
     * @param reader takes the rows, and says whether it has come to their end
     */
    void stream(String query, Clause values, Answer<Boolean> reader) {
        try {
            // Not in try-with-resources: closing it before the end would first read the rest of the table.
            PreparedStatement statement = session.connection()
                    .prepareStatement(query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            values.bind(statement);
            statement.setFetchSize(Integer.MIN_VALUE);
            if (reader.from(statement.executeQuery())) {
                statement.close();
            }
        } catch (SQLException e) {
            throw session.failures().reading(table, e);
        }
    }
}
