package pinpipe.etl.erasure;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.LineEraser;
import pinpipe.cleaning.LineProblem;
import pinpipe.cleaning.Table;
import pinpipe.etl.ingest.CleanedRecords;

/**
 * Finds the records of one key among lines, good and rejected ones, by the rules by which a run finds their key. A line
 * that cannot be opened is its own if it names the key in words: a name of the key and then the key itself.
 */
public final class KeySearch {
    /** Of a record with one of these reasons nobody can say whose it is. */
    private static final Column[] UNREAD = Stream.of(
                    LineProblem.NOT_JSON,
                    LineProblem.TEXT_AFTER_JSON,
                    LineProblem.NOT_AN_OBJECT,
                    LineProblem.SEVERAL_ROWS,
                    LineProblem.TOO_DEEP,
                    LineProblem.LINE_TOO_LARGE)
            .map(problem -> lit(problem.reason()))
            .toArray(Column[]::new);

    private final Table table;
    private final Object key;

    /** A search in lines of this table's topic. */
    public KeySearch(Table table, Object key) {
        this.table = table;
        this.key = key;
    }

    /**
     * One row a record that is the key's or that nobody can read.
     *
     * @param records as {@link CleanedRecords#of} gives them
     * @return {@code topic}, {@code partition}, {@code offset}, {@code object}; the position of its line; the number at
     *     which the record stands in it; whether it is the key's, or one that nobody can read; the texts of the clean row
     */
    public Dataset<Row> in(Dataset<Row> records) {
        Column ofKey = coalesce(col(table.key()).equalTo(lit(key)), lit(false));
        Column unread = coalesce(arrays_overlap(col("_reasons"), array(UNREAD)), lit(false));
        Column named = col("_records").equalTo(1).and(coalesce(col("_raw").rlike(naming()), lit(false)));
        return records.where(ofKey.or(unread))
                .select(
                        col("_lineage.topic"),
                        col("_lineage.partition"),
                        col("_lineage.offset"),
                        col("_line").as("position"),
                        col("_lineage.object"),
                        col("_lineage.position").minus(col("_line")).cast("int").as("at"),
                        ofKey.or(named).as("its"),
                        when(ofKey, texts(table)).as("texts"));
    }

    /** The texts of a clean row. */
    public static Column texts(Table table) {
        List<Column> texts = new ArrayList<>(List.of(col("_rescued")));
        for (pinpipe.cleaning.Column column : table.columns()) {
            if (column.isText()) {
                texts.add(col(column.name()));
            }
        }
        return array_compact(array(texts.toArray(Column[]::new)));
    }

    /** The name, whatever quotes, colons and blanks are between, and the key with no digit after it. */
    private String naming() {
        List<String> names =
                LineEraser.keyNames(table).stream().map(Pattern::quote).toList();
        return "(?<![A-Za-z0-9])(%s)[\\\\\"':=\\s]+%s(?![.]?[0-9A-Za-z])"
                .formatted(String.join("|", names), Pattern.quote(key.toString()));
    }
}
