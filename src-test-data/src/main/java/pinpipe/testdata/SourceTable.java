package pinpipe.testdata;

import java.util.List;

/** The three source tables as they stand in the wild: their names, and their columns in the order of {@code SELECT *}. */
public enum SourceTable {
    /** What was posted. */
    PIN(
            "pinterest_data",
            new Column("index", "INT"),
            new Column("unique_id", "VARCHAR(36)"),
            new Column("title", "TEXT"),
            new Column("description", "TEXT"),
            new Column("poster_name", "TEXT"),
            new Column("follower_count", "VARCHAR(20)"),
            new Column("tag_list", "TEXT"),
            new Column("is_image_or_video", "VARCHAR(40)"),
            new Column("image_src", "TEXT"),
            new Column("downloaded", "INT"),
            new Column("save_location", "TEXT"),
            new Column("category", "VARCHAR(40)")),
    /** Where and when it was posted. */
    GEO(
            "geolocation_data",
            new Column("ind", "INT"),
            new Column("timestamp", "DATETIME"),
            new Column("latitude", "FLOAT"),
            new Column("longitude", "FLOAT"),
            new Column("country", "VARCHAR(80)")),
    /** Who posted it; one row a post, not a person. */
    USER(
            "user_data",
            new Column("ind", "INT"),
            new Column("first_name", "VARCHAR(60)"),
            new Column("last_name", "VARCHAR(60)"),
            new Column("age", "INT"),
            new Column("date_joined", "DATETIME"));

    /**
     * A column of a source table.
     *
     * @param name its name; {@code index} and {@code timestamp} are reserved words of SQL, so quote them all
     * @param type its MySQL type; texts need {@code utf8mb4}, because they hold emoji outside the BMP
     */
    public record Column(String name, String type) {}

    private final String tableName;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<Column> columns;

    SourceTable(String tableName, Column... columns) {
        this.tableName = tableName;
        this.columns = List.of(columns);
    }

    /** The table's name in the database, such as {@code pinterest_data}. */
    public String tableName() {
        return tableName;
    }

    /** The columns in the order of {@code SELECT *}. */
    public List<Column> columns() {
        return columns;
    }

    /** The column that tells the posts apart: {@code index} or {@code ind}. The tables declare no primary key. */
    public Column key() {
        return columns.get(0);
    }
}
