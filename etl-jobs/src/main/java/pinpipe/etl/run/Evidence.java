package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import pinpipe.cleaning.Table;
import pinpipe.etl.ingest.CleanedRecords;

/**
 * What a warehouse says of records that lie where others were read before: are they those?
 *
 * @param agreeing paths of objects of which a record is as it was
 * @param contradicting by path, the lowest offset at which another record lies than was read there
 */
record Evidence(Set<String> agreeing, Map<String, Long> contradicting) {
    private static final String[] PLACE = {"topic", "partition", "offset", "position"};
    private static final Column GOOD = CleanedRecords.GOOD.and(not(col(CleanedRecords.DELETED)));

    /** Collects what was found; one row a record that has a counterpart, {@code object}, {@code offset}, {@code agrees}. */
    static Evidence of(Stream<Dataset<Row>> found) {
        Set<String> agreeing = new HashSet<>();
        Map<String, Long> contradicting = new HashMap<>();
        found.reduce(Dataset::union)
                .map(all -> all.groupBy("object")
                        .agg(max("agrees"), min(when(not(col("agrees")), col("offset"))))
                        .collectAsList())
                .orElse(List.of())
                .forEach(row -> {
                    if (row.getBoolean(1)) {
                        agreeing.add(row.getString(0));
                    }
                    if (!row.isNullAt(2)) {
                        contradicting.put(row.getString(0), row.getLong(2));
                    }
                });
        return new Evidence(agreeing, contradicting);
    }

    /** Records, to be held against rows and key versions. */
    static Dataset<Row> records(Table table, Dataset<Row> cleaned) {
        return cleaned.select(
                col("_lineage.*"),
                GOOD.as("good"),
                col(CleanedRecords.DELETED).as("deleted"),
                col(table.key()).as("key"),
                CleanedRecords.content(table).as("content"));
    }

    /**
     * Records against the rows that came from their places. A row that older rules have cleaned may differ though its record
     * does not, so of those only the key counts.
     *
     * @param byOthers the last run that was done by other rules than today's
     */
    static Dataset<Row> inRows(Table table, Dataset<Row> records, Dataset<Row> rows, long byOthers) {
        Dataset<Row> held = rows.select(
                col("_lineage.topic"),
                col("_lineage.partition"),
                col("_lineage.offset"),
                col("_lineage.position"),
                col("_lineage.run").as("run"),
                col(table.key()).as("held_key"),
                CleanedRecords.content(table).as("held_content"));
        Column same = col("good").and(col("content").eqNullSafe(col("held_content")));
        return records.join(held, PLACE)
                .select(
                        col("object"),
                        col("offset"),
                        col("key")
                                .eqNullSafe(col("held_key"))
                                .and(same.or(col("run").leq(lit(byOthers))))
                                .as("agrees"));
    }

    /** Records against what was heard at their places and rows do not show. */
    static Dataset<Row> inKeyVersions(Dataset<Row> records, Dataset<Row> heard) {
        Dataset<Row> held = heard.select(
                col("place.offset"),
                col("place.partition"),
                col("place.position"),
                col("key").as("held_key"),
                col("deleted").as("held_deleted"));
        Column same = col("key").eqNullSafe(col("held_key")).and(col("deleted").equalTo(col("held_deleted")));
        return records.join(held, new String[] {"offset", "partition", "position"})
                .select(col("object"), col("offset"), same.as("agrees"));
    }

    /** Lines against others of their places, {@code raw} and place, of which there may be several. */
    static Dataset<Row> inLines(Dataset<Row> lines, Dataset<Row> others) {
        Dataset<Row> held = others.select(
                col("topic"),
                col("partition"),
                col("offset"),
                col("position"),
                col("raw").as("held_raw"));
        return lines.select(col("lineage.*"), col("raw"))
                .join(held, PLACE)
                .groupBy("object", "offset", "position")
                .agg(max(col("raw").eqNullSafe(col("held_raw"))).as("agrees"))
                .select("object", "offset", "agrees");
    }

    /**
     * The paths of objects that begin with as many bytes as were read of them before, a line ending there: they have grown.
     *
     * @param sizes {@code path} and {@code number}, their earlier lengths
     */
    static Set<String> grown(Dataset<Row> lines, Dataset<Row> sizes) {
        WindowSpec upToHere = Window.partitionBy("lineage.object", "path", "number")
                .orderBy(col("lineage.offset"), col("lineage.position"));
        Set<String> grown = new HashSet<>();
        lines.join(sizes, col("lineage.object").equalTo(col("path")))
                .withColumn("bytes", sum(octet_length(col("raw")).plus(lit(1L))).over(upToHere))
                .where(col("bytes").equalTo(col("number")))
                .select("path")
                .distinct()
                .collectAsList()
                .forEach(row -> grown.add(row.getString(0)));
        return grown;
    }

    /** This with what was found besides. */
    Evidence and(Evidence more) {
        Set<String> agree = new HashSet<>(agreeing);
        agree.addAll(more.agreeing);
        Map<String, Long> contradict = new HashMap<>(contradicting);
        contradict.putAll(more.contradicting);
        return new Evidence(agree, contradict);
    }
}
