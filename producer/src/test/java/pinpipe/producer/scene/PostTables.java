package pinpipe.producer.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pinpipe.stack.Database;
import pinpipe.testdata.SourceRows;
import pinpipe.testdata.SourceTable;
import pinpipe.testdata.SourceTable.Column;

/** The three tables in the embedded database, as they are in the wild: without a key and without an index. */
public final class PostTables {
    private final Database database;

    public PostTables(Database database) {
        this.database = database;
    }

    /** Makes the tables anew with these rows. */
    public void fill(SourceRows rows) throws SQLException {
        for (SourceTable table : SourceTable.values()) {
            make(table);
            try (Stream<Map<String, Object>> all = rows.of(table)) {
                insert(table, all.iterator());
            }
        }
    }

    /** Runs statements, whatever they do. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Writes the file that lets the producer in, with other values for some names. */
    public String credentials(Path folder, Map<String, Object> others) throws IOException {
        Map<String, Object> usual = Map.of(
                "HOST", database.host(),
                "PORT", database.port(),
                "USER", database.user(),
                "PASSWORD", database.password(),
                "DATABASE", database.name());
        List<String> lines = usual.keySet().stream()
                .map(name -> name + ": '" + others.getOrDefault(name, usual.get(name)) + "'")
                .toList();
        Path file = Files.write(folder.resolve("db_creds.yaml"), lines);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toString();
    }

    private void make(SourceTable table) throws SQLException {
        String columns = table.columns().stream()
                .map(column -> "`" + column.name() + "` " + column.type())
                .collect(Collectors.joining(", "));
        run(
                "DROP TABLE IF EXISTS " + table.tableName(),
                "DROP VIEW IF EXISTS " + table.tableName(),
                "CREATE TABLE " + table.tableName() + " (" + columns + ")");
    }

    private void insert(SourceTable table, Iterator<Map<String, Object>> rows) throws SQLException {
        List<Column> columns = table.columns();
        String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (Connection connection = database.connect();
                PreparedStatement statement =
                        connection.prepareStatement("INSERT INTO " + table.tableName() + " VALUES (" + places + ")")) {
            connection.setAutoCommit(false);
            while (rows.hasNext()) {
                Map<String, Object> row = rows.next();
                for (int i = 0; i < columns.size(); i++) {
                    statement.setObject(i + 1, row.get(columns.get(i).name()));
                }
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }
}
