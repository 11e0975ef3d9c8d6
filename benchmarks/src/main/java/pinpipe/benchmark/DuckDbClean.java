package pinpipe.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The rival that is no Spark: pins cleaned by DuckDB with the same rules, into one Parquet file. */
public final class DuckDbClean {
    private static final String BLANK_IS_NULL = """
            CREATE TEMP MACRO known(text) AS CASE WHEN NOT regexp_full_match(text, '\\s*') THEN text END
            """;

    private static final String STATEMENT = """
            COPY (
              SELECT index AS ind, known(unique_id) AS unique_id,
                nullif(known(title), 'No Title Data Available') AS title,
                CASE WHEN description NOT IN ('No description available', 'No description available Story format')
                  THEN known(description) END AS description,
                CASE WHEN regexp_full_match(follower_count, '[0-9]+(\\.[0-9]+)?[kM]?')
                  THEN CAST(CAST(rtrim(follower_count, 'kM') AS DECIMAL(20, 3))
                    * CASE right(follower_count, 1) WHEN 'k' THEN 1000 WHEN 'M' THEN 1000000 ELSE 1 END AS BIGINT)
                END AS follower_count,
                nullif(known(poster_name), 'User Info Error') AS poster_name,
                nullif(known(tag_list), 'N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e') AS tag_list,
                known(is_image_or_video) AS is_image_or_video,
                nullif(known(image_src), 'Image src error.') AS image_src,
                regexp_replace(known(save_location), '^Local save in ', '') AS save_location,
                known(category) AS category
              FROM read_json('%s/*/*.json', format = 'newline_delimited', filename = true, ignore_errors = true,
                columns = {index: 'BIGINT', unique_id: 'VARCHAR', title: 'VARCHAR', description: 'VARCHAR',
                  poster_name: 'VARCHAR', follower_count: 'VARCHAR', tag_list: 'VARCHAR', is_image_or_video: 'VARCHAR',
                  image_src: 'VARCHAR', downloaded: 'BIGINT', save_location: 'VARCHAR', category: 'VARCHAR'})
              WHERE index IS NOT NULL AND known(unique_id) IS NOT NULL
              QUALIFY row_number() OVER (PARTITION BY index ORDER BY filename DESC) = 1
            ) TO '%s' (FORMAT parquet)
            """;

    private DuckDbClean() {}

    /** Arguments: the folder of objects, the file to write. */
    public static void main(String[] args) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(BLANK_IS_NULL);
            statement.execute(STATEMENT.formatted(args[0], args[1]));
        }
    }
}
