package pinpipe.etl.io;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the files of a clean table are written. No row depends on it.
 *
 * @param table the table's name
 * @param key its key column
 * @param timestamps its columns of type TIMESTAMP
 * @param nearlyUnique its text columns in which hardly two rows have the same value
 */
public record TableLayout(String table, String key, List<String> timestamps, List<String> nearlyUnique) {
    /** The table property that names the columns of which Delta's log keeps statistics. */
    static final String STATISTICS = "delta.dataSkippingStatsColumns";

    /**
     * The columns of which Delta's log keeps the least and the greatest value of each file, in the form of the table
     * property {@link #STATISTICS}: the key, by which readers skip files, and the timestamps. Other texts
     * of a row stay out of the log.
     *
     * @param present the columns that the table has: Delta takes no others
     */
    String statistics(List<String> present) {
        return Stream.concat(Stream.of(key), timestamps.stream())
                .distinct()
                .filter(present::contains)
                .map(column -> "`" + column.replace("`", "``") + "`")
                .collect(Collectors.joining(","));
    }

    /**
     * Settings of Parquet's writer: no dictionary for nearly unique text. The writer would fill one up to its limit, find
     * that it saves nothing, and write the values plainly.
     */
    public Map<String, String> parquetSettings() {
        return nearlyUnique.stream()
                .collect(Collectors.toMap(column -> "parquet.enable.dictionary#" + column, column -> "false"));
    }
}
