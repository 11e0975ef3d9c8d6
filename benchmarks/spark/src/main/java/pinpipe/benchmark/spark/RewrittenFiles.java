package pinpipe.benchmark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Whether a run rewrote files of a Delta table in which no row has changed; ends with 3 if it did. */
public final class RewrittenFiles {
    private RewrittenFiles() {}

    /** Arguments: columns with commas between them, the table as it was before the run, the same table after it. */
    public static void main(String[] args) {
        long inVain;
        try (SparkSession spark = PlainSession.open()) {
            Dataset<Row> before = spark.read().format("delta").load(args[1]);
            Dataset<Row> after = spark.read().format("delta").load(args[2]);
            Set<String> rewritten = files(before);
            int files = rewritten.size();
            rewritten.removeAll(files(after));
            inVain = rewritten.size() - changed(before, after, args[0], rewritten);
            System.out.printf(
                    "Files: %d, rewritten %d, of these without a changed row %d.%n", files, rewritten.size(), inVain);
        }
        if (inVain > 0) {
            System.exit(3);
        }
    }

    private static Set<String> files(Dataset<Row> table) {
        return Arrays.stream(table.inputFiles())
                .map(file -> new Path(file).getName())
                .collect(Collectors.toSet());
    }

    /** How many of these files hold a row that is no longer in the table as it was. */
    private static long changed(Dataset<Row> before, Dataset<Row> after, String columns, Set<String> files) {
        String row = "xxhash64(%s) AS row".formatted(columns);
        return before.select(expr(row), col("_metadata.file_name").as("file"))
                .where(col("file").isin(files.toArray()))
                .join(after.select(expr(row)), new String[] {"row"}, "left_anti")
                .select("file")
                .distinct()
                .count();
    }
}
