package pinpipe.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The rival that only reads: a table as MySQL streams it, row by row, every value taken as text, and nothing sent. */
public final class PlainRead {
    /** The variable that the password stands in. */
    static final String PASSWORD = "PINPIPE_BENCH_PASSWORD";

    private PlainRead() {}

    /** Arguments: the JDBC URL, the user, the table. The password stands in {@link #PASSWORD}. */
    public static void main(String[] args) throws SQLException {
        long rows = 0;
        long characters = 0;
        try (Connection connection = DriverManager.getConnection(args[0], args[1], System.getenv(PASSWORD));
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE); // how Connector/J is told to stream
            try (ResultSet all = statement.executeQuery("SELECT * FROM " + args[2])) {
                int columns = all.getMetaData().getColumnCount();
                while (all.next()) {
                    rows++;
                    for (int column = 1; column <= columns; column++) {
                        String value = all.getString(column);
                        characters += value == null ? 0 : value.length();
                    }
                }
            }
        }
        System.out.println(rows + " rows, " + characters + " characters");
    }
}
