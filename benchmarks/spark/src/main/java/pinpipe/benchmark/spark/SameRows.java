package pinpipe.benchmark.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Compares tables row for row, by their number and a sum over all values of each row; ends with 3 where they differ, or where
 * all are empty.
 */
public final class SameRows {
    private SameRows() {}

    /**
     * Arguments: columns with commas between them, or a star; then groups of folders, with {@code --} between the groups. The
     * folders of a group, Delta tables or Parquet files, must be the same.
     */
    public static void main(String[] args) {
        boolean same = true;
        try (SparkSession spark = PlainSession.open()) {
            for (List<String> group : groups(List.of(args).subList(1, args.length))) {
                same &= areTheSame(spark, args[0], group);
            }
        }
        if (!same) {
            System.exit(3);
        }
    }

    private static List<List<String>> groups(List<String> folders) {
        int end = folders.indexOf("--");
        if (end < 0) {
            return List.of(folders);
        }
        List<List<String>> groups = new ArrayList<>(List.of(folders.subList(0, end)));
        groups.addAll(groups(folders.subList(end + 1, folders.size())));
        return groups;
    }

    private static boolean areTheSame(SparkSession spark, String columns, List<String> tables) {
        Map<String, Row> sums = new LinkedHashMap<>();
        tables.forEach(table -> sums.put(table, sum(spark, table, columns)));
        boolean same = sums.values().stream().distinct().count() == 1
                && sums.values().iterator().next().getLong(0) > 0;
        if (!same) {
            System.out.println("rows and sums differ: " + sums); // on one line, as it is quoted in the error
        }
        return same;
    }

    private static Row sum(SparkSession spark, String table, String columns) {
        String format = Files.isDirectory(Path.of(table, "_delta_log")) ? "delta" : "parquet";
        return spark.read()
                .format(format)
                .load(table)
                .selectExpr("count(*) AS rows", "sum(CAST(xxhash64(%s) AS DECIMAL(38, 0))) AS sum".formatted(columns))
                .head();
    }
}
